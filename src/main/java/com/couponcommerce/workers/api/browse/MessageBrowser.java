package com.couponcommerce.workers.api.browse;

import com.couponcommerce.workers.api.http.Answers;
import com.couponcommerce.workers.api.http.Caller;
import com.couponcommerce.workers.api.http.Query;
import com.couponcommerce.workers.delivery.SendCheck;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageFilter;
import com.couponcommerce.workers.message.MessageMatch;
import com.couponcommerce.workers.queue.Cursor;
import com.couponcommerce.workers.queue.MessageSearch;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.Redis;
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

  @Inject private Redis redis;
  @Inject private Caller caller;
  @Inject private SendCheck sendCheck;

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
        redis
            .search(question.channel())
            .search(
                question.state(),
                question.cursor(),
                message -> match.matches(message.payload(), message.scored()),
                question.limit(),
                BUDGET);
    return Answers.ok(
        MessageView.page(page, payload -> sendCheck.problem(question.channel(), payload)));
  }
}
