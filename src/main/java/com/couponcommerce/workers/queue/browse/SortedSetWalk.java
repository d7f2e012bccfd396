package com.couponcommerce.workers.queue.browse;

import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.redis.Arguments;
import com.couponcommerce.workers.queue.redis.RedisConnection;
import com.couponcommerce.workers.queue.redis.Reply;
import com.couponcommerce.workers.queue.redis.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Walks a sorted set from its lowest score. */
public final class SortedSetWalk implements Walk {
  private record Last(String score, Payload member) {}

  private final RedisConnection redis;
  private final QueueState state;
  private final List<String> keys;

  private @Nullable Last last;

  public SortedSetWalk(RedisConnection redis, QueueState state, String key) {
    this.redis = redis;
    this.state = state;
    this.keys = List.of(key);
  }

  @Override
  public List<StoredMessage> next() {
    Arguments arguments = new Arguments().add(MOST_MESSAGES).add(MOST_BYTES);
    if (last != null) {
      arguments.add(last.score()).add(last.member());
    }
    List<?> reply = redis.run(Script.EXPORT_SORTED_SET, keys, arguments).list();
    List<StoredMessage> window = new ArrayList<>();
    for (int i = 0; i < reply.size(); i += 2) {
      last = new Last(Reply.text(reply.get(i)), new Payload((byte[]) reply.get(i + 1)));
      window.add(new StoredMessage(state, due(last.score()), last.member()));
    }
    return window;
  }

  private Optional<String> due(String score) {
    return state == QueueState.RETRY ? Optional.of(score) : Optional.empty();
  }
}
