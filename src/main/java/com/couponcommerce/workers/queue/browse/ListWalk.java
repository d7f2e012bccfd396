package com.couponcommerce.workers.queue.browse;

import com.couponcommerce.workers.message.Digest;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.redis.Arguments;
import com.couponcommerce.workers.queue.redis.RedisConnection;
import com.couponcommerce.workers.queue.redis.Reply;
import com.couponcommerce.workers.queue.redis.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Walks a list from its right end. Producers push on the left, which changes nothing for us; but
 * workers take from the right, and operators from the middle. So each step looks whether what was
 * read last is still where it was: see export_list.lua.
 */
public final class ListWalk implements Walk {
  /** How many entries before the last one are looked at too, since one alone may have a double. */
  private static final int CONTEXT = 3;

  private final RedisConnection redis;
  private final QueueState state;
  private final List<String> keys;

  private long read;
  private String rightEnd = "";
  private List<Payload> lastRead = List.of();

  public ListWalk(RedisConnection redis, QueueState state, String key) {
    this.redis = redis;
    this.state = state;
    this.keys = List.of(key);
  }

  @Override
  public List<StoredMessage> next() {
    Arguments arguments = new Arguments().add(read).add(MOST_MESSAGES).add(MOST_BYTES);
    if (!lastRead.isEmpty()) {
      arguments.add(rightEnd).add(lastRead.get(0));
      lastRead
          .subList(1, lastRead.size())
          .forEach(payload -> arguments.add(Digest.sha1(payload.bytes())));
    }
    List<?> reply = redis.run(Script.EXPORT_LIST, keys, arguments).list();
    List<StoredMessage> window = new ArrayList<>();
    for (Object entry : (List<?>) reply.get(2)) {
      window.add(new StoredMessage(state, Optional.empty(), new Payload((byte[]) entry)));
    }
    read = (Long) reply.get(0) + window.size();
    rightEnd = Reply.text(reply.get(1));
    lastRead = lastOf(window);
    return window;
  }

  /** The last one first. */
  private static List<Payload> lastOf(List<StoredMessage> window) {
    List<Payload> last = new ArrayList<>();
    for (int i = window.size() - 1; i >= 0 && last.size() <= CONTEXT; i--) {
      last.add(window.get(i).payload());
    }
    return last;
  }
}
