package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.delivery.DeliveryEvent.Claimed;
import com.couponcommerce.workers.delivery.DeliveryEvent.DeadLettered;
import com.couponcommerce.workers.delivery.DeliveryEvent.Deferred;
import com.couponcommerce.workers.delivery.DeliveryEvent.Delivered;
import com.couponcommerce.workers.delivery.DeliveryEvent.LeaseLost;
import com.couponcommerce.workers.delivery.DeliveryEvent.Reclaimed;
import com.couponcommerce.workers.delivery.DeliveryEvent.Released;
import com.couponcommerce.workers.delivery.DeliveryEvent.Retried;
import com.couponcommerce.workers.delivery.DeliveryEvent.Settled;
import com.couponcommerce.workers.log.DeliveredLines;
import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.browse.QueueSecrets;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.settings.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.BiFunction;

/** Logs one line per change of state, with what an operator searches for and no content. */
@Singleton
public final class DeliveryLog implements DeliveryListener {
  private static final String DEAD_LETTERED = "dead-lettered";

  private final EventLog log;
  private final BiFunction<Channel, Payload, String> entries;
  private final DeliveredLines deliveredLines;

  @Inject
  public DeliveryLog(QueueSecrets secrets, Settings settings) {
    this(
        EventLog.of(DeliveryLog.class),
        (channel, payload) -> secrets.of(channel).entry(payload),
        settings.work().delivered());
  }

  /**
   * @param entries names a payload as the API does
   */
  DeliveryLog(
      EventLog log, BiFunction<Channel, Payload, String> entries, DeliveredLines deliveredLines) {
    this.log = log;
    this.entries = entries;
    this.deliveredLines = deliveredLines;
  }

  /** Logs changes of state; the line of an outcome tells of its attempt too. */
  @Override
  public void on(DeliveryEvent event) {
    event.match(
        this::claimed,
        limited -> {},
        admitted -> {},
        suppressed -> {},
        attempted -> {},
        this::settled);
  }

  private void settled(Settled settled) {
    settled.match(
        this::delivered,
        this::retried,
        this::deferred,
        this::deadLettered,
        this::released,
        this::leaseLost,
        this::reclaimed);
  }

  /** Logs messages that are too large to be read; the others get their line when settled. */
  private void claimed(Claimed event) {
    if (event.claim().tooLarge() > 0) {
      log.warning(
          line(DEAD_LETTERED, event)
              .with("count", event.claim().tooLarge())
              .with("reason", DeadLetterReason.INVALID.id())
              .text("problem", "larger than MAX_MESSAGE_BYTES"));
    }
  }

  private void delivered(Delivered event) {
    if (deliveredLines == DeliveredLines.SUMMARY) {
      return;
    }
    log.info(
        line("delivered", event.channel(), event.delivery())
            .with("attempt", event.delivery().attempt())
            .with("took_ms", event.took().toMillis())
            .text("reply", event.reply()));
  }

  private void retried(Retried event) {
    log.info(
        why(
                line("retry", event.channel(), event.delivery())
                    .with("attempt", event.delivery().attempt())
                    .with("retries", event.retries())
                    .with("in_ms", event.delay().toMillis()),
                event.failure())
            .with("took_ms", event.took().toMillis()));
  }

  private void deferred(Deferred event) {
    log.info(
        line("deferred", event.channel(), event.delivery())
            .with("in_ms", event.delay().toMillis())
            .text("because", event.reason()));
  }

  private void deadLettered(DeadLettered event) {
    LogLine line = line(DEAD_LETTERED, event.channel(), event.id());
    event
        .cause()
        .match(
            refused ->
                why(
                        line.with("attempt", refused.attempt()).with("reason", event.reason().id()),
                        refused.failure())
                    .with("took_ms", refused.took().toMillis()),
            lost -> line.with("reason", event.reason().id()).with("retries", lost.retries()),
            invalid ->
                line.with("reason", event.reason().id())
                    .with("entry", entry(event.channel(), invalid.payload()))
                    .with("bytes", invalid.payload().size())
                    .text("problem", invalid.problem()));
    log.warning(line);
  }

  /** Returns the name of a dead letter without an id. */
  private String entry(Channel channel, Payload payload) {
    try {
      return entries.apply(channel, payload);
    } catch (QueueUnavailableException e) {
      return "unknown";
    }
  }

  private void released(Released event) {
    log.info(line("released", event.channel(), event.delivery()).text("because", event.reason()));
  }

  private void leaseLost(LeaseLost event) {
    log.warning(line("lease-lost", event.channel(), event.delivery()).text("after", event.after()));
  }

  private void reclaimed(Reclaimed event) {
    log.warning(line("reclaimed", event.channel(), event.id()).with("retries", event.retries()));
  }

  private static LogLine line(String name, DeliveryEvent event) {
    return LogLine.of(name).with("channel", event.channel());
  }

  private static LogLine line(String name, Channel channel, Delivery<?> delivery) {
    return line(name, channel, Optional.of(delivery.id()));
  }

  private static LogLine line(String name, Channel channel, Optional<MessageId> id) {
    LogLine line = LogLine.of(name).with("channel", channel);
    return id.map(known -> line.with("id", known)).orElse(line);
  }

  private static LogLine why(LogLine line, Failure failure) {
    return line.with("class", failure.failureClass())
        .text("code", failure.code())
        .text("error", failure.detail());
  }
}
