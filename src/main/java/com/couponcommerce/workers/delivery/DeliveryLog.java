package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.Claim;
import com.couponcommerce.workers.sender.DeliveryResult;
import com.couponcommerce.workers.sender.Failure;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** One line a change of state, with what an operator searches for and nothing of the message. */
@Singleton
public final class DeliveryLog implements DeliveryListener {
  private static final String DEAD_LETTERED = "dead-lettered";

  private final EventLog log;

  @Inject
  public DeliveryLog() {
    this(EventLog.of(DeliveryLog.class));
  }

  DeliveryLog(EventLog log) {
    this.log = log;
  }

  /** Only those that nobody reads: the others get their line when they are settled. */
  @Override
  public void claimed(Channel channel, Claim claim) {
    if (claim.tooLarge() > 0) {
      log.warning(
          line(DEAD_LETTERED, channel)
              .with("count", claim.tooLarge())
              .with("reason", DeadLetterReason.INVALID.id())
              .text("problem", "larger than MAX_MESSAGE_BYTES"));
    }
  }

  /** The line of what becomes of the message tells of the try too. */
  @Override
  public void tried(Channel channel, DeliveryResult result, Duration took) {}

  @Override
  public void delivered(Channel channel, Delivery<?> delivery, String reply, Duration took) {
    log.info(
        line("delivered", channel, delivery)
            .with("try", delivery.attempt())
            .with("took_ms", took.toMillis())
            .text("reply", reply));
  }

  @Override
  public void retried(
      Channel channel,
      Delivery<?> delivery,
      Failure failure,
      int retries,
      Duration delay,
      Duration took) {
    log.info(
        why(
                line("retry", channel, delivery)
                    .with("try", delivery.attempt())
                    .with("retries", retries)
                    .with("in_ms", delay.toMillis()),
                failure)
            .with("took_ms", took.toMillis()));
  }

  @Override
  public void held(Channel channel, Delivery<?> delivery, String why, Duration delay) {
    log.info(line("held", channel, delivery).with("in_ms", delay.toMillis()).text("because", why));
  }

  @Override
  public void deadLettered(
      Channel channel,
      Delivery<?> delivery,
      DeadLetterReason reason,
      Failure failure,
      Duration took) {
    log.warning(
        why(
                line(DEAD_LETTERED, channel, delivery)
                    .with("try", delivery.attempt())
                    .with("reason", reason.id()),
                failure)
            .with("took_ms", took.toMillis()));
  }

  @Override
  public void released(Channel channel, Delivery<?> delivery, String why) {
    log.info(line("released", channel, delivery).text("because", why));
  }

  @Override
  public void leaseLost(Channel channel, Delivery<?> delivery, String after) {
    log.warning(line("lease-lost", channel, delivery).text("after", after));
  }

  @Override
  public void reclaimed(Channel channel, Optional<MessageId> id, int retries) {
    log.warning(line("reclaimed", channel, id).with("retries", retries));
  }

  @Override
  public void givenUp(
      Channel channel, Optional<MessageId> id, DeadLetterReason reason, int retries) {
    log.warning(
        line(DEAD_LETTERED, channel, id).with("reason", reason.id()).with("retries", retries));
  }

  @Override
  public void refused(Channel channel, Payload payload, String problem) {
    log.warning(
        line(DEAD_LETTERED, channel)
            .with("reason", DeadLetterReason.INVALID.id())
            .with("payload", payload)
            .text("problem", problem));
  }

  private static LogLine line(String event, Channel channel) {
    return LogLine.of(event).with("channel", channel);
  }

  private static LogLine line(String event, Channel channel, Delivery<?> delivery) {
    return line(event, channel).with("id", delivery.id());
  }

  private static LogLine line(String event, Channel channel, Optional<MessageId> id) {
    LogLine line = line(event, channel);
    return id.map(known -> line.with("id", known)).orElse(line);
  }

  private static LogLine why(LogLine line, Failure failure) {
    return line.with("class", failure.failureClass())
        .text("code", failure.code())
        .text("error", failure.text());
  }
}
