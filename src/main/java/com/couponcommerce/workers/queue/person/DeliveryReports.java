package com.couponcommerce.workers.queue.person;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.DeliveryReport;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.PhoneNumber;
import com.couponcommerce.workers.message.ReportedStatus;
import com.couponcommerce.workers.queue.redis.Arguments;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.queue.redis.RedisConnection;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.queue.redis.Reply;
import com.couponcommerce.workers.queue.redis.Script;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redis.clients.jedis.params.ZRangeParams;

/** The latest delivery report of each message of a channel, kept for a week. */
public final class DeliveryReports {
  /** Time for which a report is kept: networks report within hours, operators ask within days. */
  static final Duration KEPT = Duration.ofDays(7);

  /** Time within which two failures opt a recipient out. */
  static final Duration COUNTED = Duration.ofDays(30);

  private final RedisConnection redis;
  private final QueueKeys keys;

  /**
   * The latest report of a message.
   *
   * @param status status in the words of the provider
   * @param code reason of a failure, as a code of the provider
   * @param providerId id of the message at the provider
   * @param at time of the report by the Redis clock
   */
  public record Latest(String status, Optional<String> code, String providerId, Instant at) {}

  public DeliveryReports(RedisPools redis, Channel channel) {
    this.redis = redis.questions();
    this.keys = redis.keys(channel);
  }

  /**
   * Keeps a report; doing it twice is the same as once. A report of an SMS that was sent before
   * {@link #KEPT}, or before its recipient was erased, changes nothing: a copy of one that had been
   * forgotten would opt the recipient out again.
   */
  public ReportResult keep(DeliveryReport report) {
    ReportedStatus status = report.status();
    Optional<String> recipient = report.recipient().map(PhoneNumber::e164);
    List<String> touched = new ArrayList<>(List.of(keys.delivery(report.id())));
    recipient.ifPresent(
        number ->
            touched.addAll(
                List.of(
                    keys.reported(number),
                    keys.undeliverable(number),
                    keys.optedOut(),
                    keys.erased(number))));
    Arguments arguments =
        new Arguments()
            .add(report.id().value())
            .add(status.id())
            .add(status.rank())
            .add(status.isArrival() ? 1 : 0)
            .add(report.code().orElse(""))
            .add(report.providerId())
            .add(KEPT.toMillis())
            .add(failures(report))
            .add(COUNTED.toMillis())
            .add(recipient.orElse(""))
            .add(report.sent().toEpochMilli());
    List<?> reply = redis.run(Script.REPORT, touched, arguments).list();
    if (Reply.number(reply.get(0)) == 0) {
      return ReportResult.KNOWN;
    }
    return Reply.number(reply.get(1)) == 1 ? ReportResult.NEW_AND_OPTED_OUT : ReportResult.NEW;
  }

  private static int failures(DeliveryReport report) {
    return switch (report.suppression()) {
      case NEVER -> 0;
      case AT_ONCE -> 1;
      case WHEN_REPEATED -> 2;
    };
  }

  /** Returns the ids of a recipient's messages that were reported last, the latest first. */
  public List<MessageId> reported(String recipient, int max) {
    ZRangeParams latest = ZRangeParams.zrangeParams(0, max - 1).rev();
    return redis.call(client -> client.zrange(keys.reported(recipient), latest)).stream()
        .map(MessageId::new)
        .toList();
  }

  /** Returns the latest report of a message; empty if there was none within a week. */
  public Optional<Latest> find(MessageId id) {
    Map<String, String> hash = redis.call(client -> client.hgetAll(keys.delivery(id)));
    String status = hash.get("status");
    String at = hash.get("at");
    if (status == null || at == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Latest(
            status,
            Optional.of(hash.getOrDefault("code", "")).filter(code -> !code.isEmpty()),
            hash.getOrDefault("provider_id", ""),
            Instant.ofEpochMilli(Long.parseLong(at))));
  }
}
