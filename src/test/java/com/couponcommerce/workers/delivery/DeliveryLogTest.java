package com.couponcommerce.workers.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.delivery.DeliveryEvent.Claimed;
import com.couponcommerce.workers.delivery.DeliveryEvent.DeadLettered;
import com.couponcommerce.workers.delivery.DeliveryEvent.Deferred;
import com.couponcommerce.workers.delivery.DeliveryEvent.Delivered;
import com.couponcommerce.workers.delivery.DeliveryEvent.Invalid;
import com.couponcommerce.workers.delivery.DeliveryEvent.LeaseLost;
import com.couponcommerce.workers.delivery.DeliveryEvent.Reclaimed;
import com.couponcommerce.workers.delivery.DeliveryEvent.Refused;
import com.couponcommerce.workers.delivery.DeliveryEvent.Released;
import com.couponcommerce.workers.delivery.DeliveryEvent.Retried;
import com.couponcommerce.workers.delivery.DeliveryEvent.WorkersLost;
import com.couponcommerce.workers.log.DeliveredLines;
import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LoggedLines;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.Claim;
import com.couponcommerce.workers.queue.Lease;
import com.couponcommerce.workers.queue.LeaseToken;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeliveryLogTest {
  private static final Duration TOOK = Duration.ofMillis(38);
  private static final Failure FAILURE =
      new Failure(
          FailureClass.PERM_RECIPIENT, "550 5.1.1", "<ann.lee@x.test> \u001b[31m \"unknown\"");

  private final LoggedLines lines = new LoggedLines();
  private final DeliveryLog log =
      new DeliveryLog(new EventLog(lines), (channel, payload) -> "e17", DeliveredLines.EACH);
  private final Delivery<String> delivery = delivery();

  private static Delivery<String> delivery() {
    try {
      Payload payload = Payload.of("{\"id\":\"o-7\",\"to\":\"ann.lee@x.test\",\"body\":\"b\"}");
      MessageFields fields = MessageFields.parse(payload);
      MessageId id = new MessageId("o-7");
      OwnLease lease =
          new OwnLease(
              new Lease(payload, new LeaseToken("1")), id, 0, Duration.ofSeconds(30), () -> 0);
      return new Delivery<>(lease, fields, SendWindow.of(fields), new Attempts(1, 3), "b");
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static DeadLettered dead(
      Optional<MessageId> id, DeadLetterReason reason, DeliveryEvent.Cause cause) {
    return new DeadLettered(Channel.EMAIL, id, reason, reason.id(), cause);
  }

  private String line() {
    assertThat(lines.all()).hasSize(1);
    return lines.all().get(0);
  }

  @Test
  void a_delivered_message_has_no_line_where_a_summary_is_wanted() {
    new DeliveryLog(new EventLog(lines), (channel, payload) -> "e17", DeliveredLines.SUMMARY)
        .on(new Delivered(Channel.EMAIL, delivery, "250 ok", TOOK));

    assertThat(lines.all()).isEmpty();
  }

  @Test
  void delivered() {
    log.on(new Delivered(Channel.EMAIL, delivery, "250 2.0.0 Queued as 2-1", TOOK));

    assertThat(line())
        .isEqualTo(
            "INFO delivered channel=email id=o-7 attempt=2 took_ms=38 reply=\"250 2.0.0 Queued as"
                + " 2-1\"");
  }

  @Test
  void a_retry() {
    log.on(new Retried(Channel.EMAIL, delivery, FAILURE, 2, Duration.ofSeconds(5), TOOK));

    assertThat(line())
        .isEqualTo(
            "INFO retry channel=email id=o-7 attempt=2 retries=2 in_ms=5000 class=PERM_RECIPIENT"
                + " code=\"550 5.1.1\" error=\"<a***@x.test> \\u001b[31m \\\"unknown\\\"\""
                + " took_ms=38");
  }

  @Test
  void a_dead_letter() {
    log.on(
        dead(
            Optional.of(delivery.id()),
            DeadLetterReason.RECIPIENT_REFUSED,
            new Refused(2, FAILURE, TOOK)));

    assertThat(line())
        .startsWith(
            "WARNING dead-lettered channel=email id=o-7 attempt=2 reason=recipient_refused"
                + " class=PERM_RECIPIENT code=\"550 5.1.1\" error=")
        .endsWith(" took_ms=38");
  }

  @Test
  void deferred_released_and_lease_lost() {
    log.on(new Deferred(Channel.EMAIL, delivery, "sendAt has not come", Duration.ofHours(1)));
    log.on(new Released(Channel.EMAIL, delivery, "stopping"));
    log.on(new LeaseLost(Channel.EMAIL, delivery, "delivered"));

    assertThat(lines.all())
        .containsExactly(
            "INFO deferred channel=email id=o-7 in_ms=3600000 because=\"sendAt has not come\"",
            "INFO released channel=email id=o-7 because=\"stopping\"",
            "WARNING lease-lost channel=email id=o-7 after=\"delivered\"");
  }

  @Test
  void reclaimed_and_dead_lettered_after_lost_workers() {
    log.on(new Reclaimed(Channel.SMS, Optional.empty(), 1));
    log.on(
        new DeadLettered(
            Channel.SMS,
            Optional.of(new MessageId("o-7")),
            DeadLetterReason.WORKER_LOST,
            "worker_lost",
            new WorkersLost(3)));

    assertThat(lines.all())
        .containsExactly(
            "WARNING reclaimed channel=sms retries=1",
            "WARNING dead-lettered channel=sms id=o-7 reason=worker_lost retries=3");
  }

  @Test
  void dead_lettered_without_an_attempt() {
    Payload payload = Payload.of("ann.lee@x.test");
    log.on(
        dead(
            Optional.empty(),
            DeadLetterReason.INVALID,
            new Invalid(payload, "the payload is not a JSON object")));
    log.on(new Claimed(Channel.EMAIL, new Claim(List.of(), 0, 2, false)));

    assertThat(lines.all())
        .containsExactly(
            "WARNING dead-lettered channel=email reason=invalid entry=e17 bytes=14 problem=\"the payload is not a JSON object\"",
            "WARNING dead-lettered channel=email count=2 reason=invalid"
                + " problem=\"larger than MAX_MESSAGE_BYTES\"");
  }
}
