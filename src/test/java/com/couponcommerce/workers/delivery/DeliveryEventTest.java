package com.couponcommerce.workers.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.delivery.DeliveryEvent.Admitted;
import com.couponcommerce.workers.delivery.DeliveryEvent.Attempted;
import com.couponcommerce.workers.delivery.DeliveryEvent.Cause;
import com.couponcommerce.workers.delivery.DeliveryEvent.Claimed;
import com.couponcommerce.workers.delivery.DeliveryEvent.DeadLettered;
import com.couponcommerce.workers.delivery.DeliveryEvent.Deferred;
import com.couponcommerce.workers.delivery.DeliveryEvent.Delivered;
import com.couponcommerce.workers.delivery.DeliveryEvent.Invalid;
import com.couponcommerce.workers.delivery.DeliveryEvent.LeaseLost;
import com.couponcommerce.workers.delivery.DeliveryEvent.Limited;
import com.couponcommerce.workers.delivery.DeliveryEvent.Reclaimed;
import com.couponcommerce.workers.delivery.DeliveryEvent.Refused;
import com.couponcommerce.workers.delivery.DeliveryEvent.Released;
import com.couponcommerce.workers.delivery.DeliveryEvent.Retried;
import com.couponcommerce.workers.delivery.DeliveryEvent.Settled;
import com.couponcommerce.workers.delivery.DeliveryEvent.Suppressed;
import com.couponcommerce.workers.delivery.DeliveryEvent.WorkersLost;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.Claim;
import com.couponcommerce.workers.sender.DeliveryResult;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each case reaches its function, and no case is missing here. */
class DeliveryEventTest {
  private static final Channel EMAIL = Channel.EMAIL;
  private static final Failure FAILURE =
      new Failure(FailureClass.PERM_RECIPIENT, "550 5.1.1", "unknown");

  private final DeliveryFixture fixture = new DeliveryFixture();
  private final List<Object> matched = new ArrayList<>();

  private Delivery<String> delivery() {
    fixture.redis.push(DeliveryFixture.message("m1"));
    return fixture.claim().get(0);
  }

  @Test
  void each_event_is_matched() {
    Delivery<String> delivery = delivery();
    List<DeliveryEvent> events =
        List.of(
            new Claimed(EMAIL, new Claim(List.of(), 0, 0, false)),
            new Limited(EMAIL, Duration.ZERO),
            new Admitted(EMAIL, delivery),
            new Suppressed(EMAIL, delivery),
            new Attempted(EMAIL, new DeliveryResult.Abandoned(), Duration.ZERO),
            new Reclaimed(EMAIL, Optional.empty(), 1));

    for (DeliveryEvent event : events) {
      event.match(
          matched::add, matched::add, matched::add, matched::add, matched::add, matched::add);
    }

    assertThat(matched).isEqualTo(events);
    assertThat(DeliveryEvent.class.getPermittedSubclasses()).hasSize(events.size());
  }

  @Test
  void each_settlement_is_matched() {
    Delivery<String> delivery = delivery();
    List<Settled> events =
        List.of(
            new Delivered(EMAIL, delivery, "250", Duration.ZERO),
            new Retried(EMAIL, delivery, FAILURE, 1, Duration.ZERO, Duration.ZERO),
            new Deferred(EMAIL, delivery, "later", Duration.ZERO),
            new DeadLettered(
                EMAIL, Optional.empty(), DeadLetterReason.INVALID, "invalid", new WorkersLost(1)),
            new Released(EMAIL, delivery, "stopping"),
            new LeaseLost(EMAIL, delivery, "delivered"),
            new Reclaimed(EMAIL, Optional.empty(), 1));

    for (Settled event : events) {
      event.match(
          matched::add,
          matched::add,
          matched::add,
          matched::add,
          matched::add,
          matched::add,
          matched::add);
    }

    assertThat(matched).isEqualTo(events);
    assertThat(Settled.class.getPermittedSubclasses()).hasSize(events.size());
  }

  @Test
  void each_cause_of_a_dead_letter_is_matched() {
    List<Cause> causes =
        List.of(
            new Refused(1, FAILURE, Duration.ZERO),
            new WorkersLost(3),
            new Invalid(Payload.of("x"), "not JSON"));

    causes.forEach(cause -> cause.match(matched::add, matched::add, matched::add));

    assertThat(matched).isEqualTo(causes);
    assertThat(Cause.class.getPermittedSubclasses()).hasSize(causes.size());
  }

  @Test
  void each_result_of_an_attempt_is_matched() {
    List<DeliveryResult> results =
        List.of(
            new DeliveryResult.Delivered("250"),
            new DeliveryResult.PartlyDelivered(List.of(), FAILURE),
            new DeliveryResult.Failed(FAILURE),
            new DeliveryResult.Abandoned());

    assertThat(
            results.stream()
                .map(
                    result ->
                        result.<String>match(
                            delivered -> delivered.reply(),
                            partly -> "partly",
                            failed -> "failed",
                            abandoned -> "abandoned")))
        .containsExactly("250", "partly", "failed", "abandoned");
    assertThat(Stream.of(DeliveryResult.class.getPermittedSubclasses())).hasSize(results.size());
  }
}
