package com.couponcommerce.workers.api.browse;

import com.couponcommerce.workers.api.http.Answers;
import com.couponcommerce.workers.api.http.Caller;
import com.couponcommerce.workers.api.http.Query;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.browse.Cursor;
import com.couponcommerce.workers.queue.browse.FoundMessage;
import com.couponcommerce.workers.queue.browse.MessageFilter;
import com.couponcommerce.workers.queue.browse.MessageMatch;
import com.couponcommerce.workers.queue.browse.MessageSearch;
import com.couponcommerce.workers.queue.browse.QueueSecret;
import com.couponcommerce.workers.queue.browse.QueueSecrets;
import com.couponcommerce.workers.queue.redis.RedisPools;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Searches messages. A caller without the role operator searches and reads the masked view. */
@Singleton
public class MessageBrowser {
  /**
   * Limit of one search, short enough for a page; a search for a rare message takes several
   * requests.
   */
  static final Duration BUDGET = Duration.ofMillis(200);

  @Inject private RedisPools redis;
  @Inject private Caller caller;
  @Inject private MessageViews views;
  @Inject private Advice advice;
  @Inject private QueueSecrets secrets;

  /** A valid search. */
  private record Question(MessageFilter filter, Cursor cursor, int limit) {
    static Question of(Cursor start, Query query, QueueSecret secret) {
      return new Question(
          MessageQuery.filter(query), MessageQuery.cursor(query, secret, start), query.limit());
    }
  }

  /**
   * Answers with a page of messages.
   *
   * @param own names of parameters that the request has besides those of a filter and of a page
   * @param start reads the position at which the search begins
   */
  Response answer(Channel channel, UriInfo uri, Set<String> own, Function<Query, Cursor> start) {
    QueueSecret secret = secrets.of(channel);
    Set<String> names = new HashSet<>(own);
    names.addAll(Set.of("cursor", "limit"));
    Question question =
        MessageQuery.read(uri, names, query -> Question.of(start.apply(query), query, secret));
    Predicate<FoundMessage> wanted = wanted(question.filter());
    MessageSearch.Page page =
        new MessageSearch(redis, channel)
            .search(question.cursor(), wanted, question.limit(), BUDGET);
    return Answers.ok(views.of(channel, secret).page(page));
  }

  /** Answers with the number of dead letters that pass a filter, by what they have in common. */
  Response reasons(Channel channel, UriInfo uri) {
    QueueSecret secret = secrets.of(channel);
    Question question =
        MessageQuery.read(
            uri,
            Set.of("cursor"),
            query -> Question.of(Cursor.start(QueueState.DEAD_LETTER), query, secret));
    Predicate<FoundMessage> wanted = wanted(question.filter());
    ReasonCounts counts = new ReasonCounts(channel, secret, advice);
    MessageSearch.Page page =
        new MessageSearch(redis, channel)
            .search(
                question.cursor(),
                message -> wanted.test(message) && counts.count(message),
                1,
                BUDGET);
    return Answers.ok(counts.json(page));
  }

  /** Returns whether a message passes a filter, in the view that the caller may see. */
  private Predicate<FoundMessage> wanted(MessageFilter filter) {
    MessageMatch match =
        caller.isOperator() ? MessageMatch.whole(filter) : MessageMatch.masked(filter);
    return message -> match.matches(message.payload(), message.scored());
  }
}
