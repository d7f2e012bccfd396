package com.couponcommerce.workers.api.browse;

import com.couponcommerce.workers.api.http.Answers;
import com.couponcommerce.workers.api.http.Caller;
import com.couponcommerce.workers.api.http.Query;
import com.couponcommerce.workers.delivery.MessageDecoders;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.browse.Cursor;
import com.couponcommerce.workers.queue.browse.MessageFilter;
import com.couponcommerce.workers.queue.browse.MessageMatch;
import com.couponcommerce.workers.queue.browse.MessageSearch;
import com.couponcommerce.workers.queue.redis.RedisPools;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

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
  @Inject private MessageDecoders decoders;

  /** A valid search. */
  record Question(
      Channel channel, QueueState state, MessageFilter filter, Optional<Cursor> cursor, int limit) {
    static Question of(Channel channel, QueueState state, Query query) {
      return new Question(
          channel,
          state,
          MessageQuery.filter(query),
          MessageQuery.cursor(query, Set.of(state)),
          query.limit());
    }
  }

  Response answer(Question question) {
    MessageMatch match =
        caller.isOperator()
            ? MessageMatch.whole(question.filter())
            : MessageMatch.masked(question.filter());
    MessageSearch.Page page =
        new MessageSearch(redis, question.channel())
            .search(
                question.state(),
                question.cursor(),
                message -> match.matches(message.payload(), message.scored()),
                question.limit(),
                BUDGET);
    return Answers.ok(
        MessageView.page(page, payload -> decoders.problem(question.channel(), payload)));
  }
}
