package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.Claim;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;

/** One line a change of state, with what an operator searches for and nothing of the message. */
@Singleton
public final class DeliveryLog implements DeliveryListener {
  private static final Logger LOG = System.getLogger(DeliveryLog.class.getName());

  /** Only those that nobody reads: the others get their line when they are settled. */
  @Override
  public void claimed(Channel channel, Claim claim) {
    if (claim.tooLarge() > 0) {
      LOG.log(
          Level.WARNING,
          "dead-lettered channel={0} count={1} reason={2} problem=\"larger than MAX_MESSAGE_BYTES\"",
          channel,
          claim.tooLarge(),
          DeadLetterReason.INVALID.id());
    }
  }

  /** The line of what becomes of the message tells of the try too. */
  @Override
  public void tried(Channel channel, DeliveryResult result, Duration took) {}

  @Override
  public void delivered(Channel channel, Delivery<?> delivery, String reply, Duration took) {
    log(
        Level.INFO,
        "delivered",
        channel,
        delivery,
        "try=" + (delivery.retries() + 1) + took(took) + " reply=" + quoted(reply));
  }

  @Override
  public void retried(
      Channel channel,
      Delivery<?> delivery,
      Failure failure,
      int retries,
      Duration delay,
      Duration took) {
    log(
        Level.INFO,
        "retry",
        channel,
        delivery,
        "retries=" + retries + " in_ms=" + delay.toMillis() + why(failure) + took(took));
  }

  @Override
  public void held(Channel channel, Delivery<?> delivery, String why, Duration delay) {
    log(
        Level.INFO,
        "held",
        channel,
        delivery,
        "in_ms=" + delay.toMillis() + " because=" + quoted(why));
  }

  @Override
  public void deadLettered(
      Channel channel,
      Delivery<?> delivery,
      DeadLetterReason reason,
      Failure failure,
      Duration took) {
    log(
        Level.WARNING,
        "dead-lettered",
        channel,
        delivery,
        "reason=" + reason.id() + why(failure) + took(took));
  }

  @Override
  public void released(Channel channel, Delivery<?> delivery, String why) {
    log(Level.INFO, "released", channel, delivery, "because=" + quoted(why));
  }

  @Override
  public void leaseLost(Channel channel, Delivery<?> delivery, String after) {
    log(Level.WARNING, "lease lost", channel, delivery, "after=" + quoted(after));
  }

  @Override
  public void reclaimed(Channel channel, Optional<MessageId> id, int retries) {
    LOG.log(Level.WARNING, "reclaimed channel={0} {1} retries={2}", channel, name(id), retries);
  }

  @Override
  public void givenUp(
      Channel channel, Optional<MessageId> id, DeadLetterReason reason, int retries) {
    LOG.log(
        Level.WARNING,
        "dead-lettered channel={0} {1} reason={2} retries={3}",
        channel,
        name(id),
        reason.id(),
        retries);
  }

  @Override
  public void refused(Channel channel, Payload payload, String problem) {
    LOG.log(
        Level.WARNING,
        "dead-lettered channel={0} reason={1} payload={2} problem={3}",
        channel,
        DeadLetterReason.INVALID.id(),
        quoted(payload.toString()),
        quoted(problem));
  }

  private static void log(
      Level level, String change, Channel channel, Delivery<?> delivery, String details) {
    LOG.log(level, "{0} channel={1} id={2} {3}", change, channel, delivery.id(), details);
  }

  private static String name(Optional<MessageId> id) {
    return id.map(known -> "id=" + known).orElse("without id");
  }

  private static String why(Failure failure) {
    return " class="
        + failure.failureClass()
        + " code="
        + quoted(failure.code())
        + " error="
        + quoted(failure.text());
  }

  private static String took(Duration took) {
    return " took_ms=" + took.toMillis();
  }

  private static String quoted(String text) {
    return '"' + text.replace('"', '\'').replaceAll("\\p{Cntrl}", " ") + '"';
  }
}
