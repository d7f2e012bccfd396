package com.couponcommerce.workers.queue.audit;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.redis.Arguments;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import com.couponcommerce.workers.queue.redis.RedisConnection;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.queue.redis.Reply;
import com.couponcommerce.workers.queue.redis.Script;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was done to a channel, in a stream that forgets the oldest. */
public final class AuditTrail {
  /** With few ids an entry takes some 300 bytes: 3 MB. */
  static final int MOST_ENTRIES = 10_000;

  private final RedisConnection redis;
  private final Channel channel;
  private final String key;

  public AuditTrail(RedisPools redis, Channel channel) {
    this.redis = redis.questions();
    this.channel = channel;
    this.key = redis.keys(channel).audit();
  }

  /**
   * Adds an entry, also in a Redis that is full.
   *
   * @throws QueueUnavailableException where Redis does not take it
   */
  public void record(AuditEntry entry) {
    redis.run(
        Script.RECORD,
        List.of(key),
        new Arguments()
            .add(MOST_ENTRIES)
            .add("user")
            .add(entry.user())
            .add("from")
            .add(entry.address())
            .add("action")
            .add(entry.action())
            .add("channel")
            .add(entry.channel().map(Channel::id).orElse(""))
            .add("ids")
            .add(String.join(" ", entry.ids()))
            .add("count")
            .add(entry.count())
            .add("outcome")
            .add(entry.outcome()));
  }

  /** Entries between two ids, the newest first, as XREVRANGE has them. */
  List<RecordedEntry> read(String last, String first, int most) {
    Reply reply =
        redis.run(
            Script.TRAIL, List.of(key), new Arguments().add(last).add(first).add((long) most));
    return reply.list().stream().map(item -> read((List<?>) item)).toList();
  }

  Channel channel() {
    return channel;
  }

  private RecordedEntry read(List<?> item) {
    Map<String, String> fields = new HashMap<>();
    List<?> flat = (List<?>) item.get(1);
    for (int i = 0; i + 1 < flat.size(); i += 2) {
      fields.put(Reply.text(flat.get(i)), Reply.text(flat.get(i + 1)));
    }
    return new RecordedEntry(AuditPosition.of(Reply.text(item.get(0)), channel), entry(fields));
  }

  /** Whatever somebody else may have added by hand. */
  private static AuditEntry entry(Map<String, String> fields) {
    String ids = fields.getOrDefault("ids", "");
    List<String> list = ids.isEmpty() ? List.of() : List.of(ids.split(" ", -1));
    String count = fields.getOrDefault("count", "");
    return new AuditEntry(
        new Actor(fields.getOrDefault("user", ""), fields.getOrDefault("from", "")),
        fields.getOrDefault("action", ""),
        channel(fields.getOrDefault("channel", "")),
        new AuditEntry.Changed(
            list, count.matches("[0-9]{1,9}") ? Integer.parseInt(count) : list.size()),
        fields.getOrDefault("outcome", ""));
  }

  private static Optional<Channel> channel(String id) {
    return Arrays.stream(Channel.values()).filter(value -> value.id().equals(id)).findFirst();
  }
}
