package com.couponcommerce.workers.queue.backup;

import com.couponcommerce.workers.message.Digest;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.browse.QueueReader;
import com.couponcommerce.workers.queue.redis.Arguments;
import com.couponcommerce.workers.queue.redis.RedisConnection;
import com.couponcommerce.workers.queue.redis.Reply;
import com.couponcommerce.workers.queue.redis.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Exports a list from its right end, where the oldest messages are. Producers push at the left end,
 * which shifts nothing, but workers take from the right end and operators from the middle. So each
 * call checks that what was read last is still where it was, and searches for it if not. The check,
 * the search and the reading must be one atomic call on whole messages, which is why this has a
 * script of its own (export_list.lua) instead of reading through {@link QueueReader}.
 */
final class ListExport {
  /**
   * Number of entries before the last one that are checked too: in a run of identical messages the
   * last one alone proves nothing.
   */
  private static final int CONTEXT = 3;

  private final RedisConnection redis;
  private final QueueState state;
  private final List<String> keys;

  private long read;
  private String rightEnd = "";
  private List<Payload> lastRead = List.of();

  ListExport(RedisConnection redis, QueueState state, String key) {
    this.redis = redis;
    this.state = state;
    this.keys = List.of(key);
  }

  /** Reads the next window; empty once all were read. */
  List<Stored> next() {
    Arguments arguments =
        new Arguments().add(read).add(QueueReader.MAX_ENTRIES).add(QueueReader.MAX_BYTES);
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
    return List.copyOf(window);
  }

  /** Returns the last entries of a window, the last one first. */
  private static List<Payload> lastOf(List<StoredMessage> window) {
    List<Payload> last = new ArrayList<>();
    for (int i = window.size() - 1; i >= 0 && last.size() <= CONTEXT; i--) {
      last.add(window.get(i).payload());
    }
    return last;
  }
}
