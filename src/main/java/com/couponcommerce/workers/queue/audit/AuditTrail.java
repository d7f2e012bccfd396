package com.couponcommerce.workers.queue.audit;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.redis.Arguments;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import com.couponcommerce.workers.queue.redis.RedisConnection;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.queue.redis.Reply;
import com.couponcommerce.workers.queue.redis.Script;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The audit trail of a channel: a stream of limited length. */
public final class AuditTrail {
  /** Upper bound of entries. With few ids an entry takes some 300 bytes, so these take 3 MB. */
  static final int MAX_ENTRIES = 10_000;

  private final RedisConnection redis;
  private final Channel channel;
  private final String key;

  public AuditTrail(RedisPools redis, Channel channel) {
    this.redis = redis.questions();
    this.channel = channel;
    this.key = redis.keys(channel).audit();
  }

  /**
   * Adds an entry, also if the memory of Redis is full.
   *
   * @throws QueueUnavailableException if Redis does not answer or refuses
   */
  public void record(AuditEntry entry) {
    redis.run(
        Script.RECORD,
        List.of(key),
        new Arguments()
            .add(MAX_ENTRIES)
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

  /** Reads entries between two ids, the newest first, in the form of XREVRANGE. */
  List<RecordedEntry> read(String last, String first, int max) {
    Reply reply =
        redis.run(Script.TRAIL, List.of(key), new Arguments().add(last).add(first).add((long) max));
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

  /** Reads an entry; one that was added by hand may lack fields. */
  private static AuditEntry entry(Map<String, String> fields) {
    String ids = fields.getOrDefault("ids", "");
    List<String> list = ids.isEmpty() ? List.of() : List.of(ids.split(" ", -1));
    String count = fields.getOrDefault("count", "");
    return new AuditEntry(
        new Actor(fields.getOrDefault("user", ""), fields.getOrDefault("from", "")),
        fields.getOrDefault("action", ""),
        Channel.of(fields.getOrDefault("channel", "")),
        new AuditEntry.Changed(
            list, count.matches("[0-9]{1,9}") ? Integer.parseInt(count) : list.size()),
        fields.getOrDefault("outcome", ""));
  }
}
