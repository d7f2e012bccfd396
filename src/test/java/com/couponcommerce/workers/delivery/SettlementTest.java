package com.couponcommerce.workers.delivery;

import static com.couponcommerce.workers.delivery.DeliveryFixture.LEASE;
import static com.couponcommerce.workers.delivery.DeliveryFixture.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.delivery.Settlement.End;
import com.couponcommerce.workers.duty.UntilAnswered;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.queue.QueueCounts;
import com.couponcommerce.workers.queue.SendingMarks;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettlementTest {
  private static final Failure FAILURE =
      ScriptedSender.failure(FailureClass.TRANS_RECIPIENT, "450");

  private final DeliveryFixture fixture = new DeliveryFixture();

  private Delivery<String> claimed() {
    fixture.redis.push(message("m1"));
    return fixture.claim().get(0);
  }

  /** Claims a message that another instance reclaims then. */
  private Delivery<String> lost() {
    Delivery<String> delivery = claimed();
    fixture.tick(LEASE.plusSeconds(1));
    fixture.queue.stale(LEASE, 1).forEach(lease -> fixture.queue.reclaim(lease, message("m2")));
    return delivery;
  }

  private void assertLost() {
    assertThat(fixture.listener.heard()).containsExactly("lease lost m1");
    assertThat(fixture.redis.pending()).containsExactly(message("m2"));
    assertThat(fixture.redis.counts()).isEqualTo(new QueueCounts(1, 0, 0, 0));
    assertThat(fixture.inFlight.size()).isZero();
  }

  @Test
  void a_retry_without_a_lease_is_told_as_lost() {
    Delivery<String> lost = lost();

    fixture.settlement.retry(
        lost, lost.fields().edit(), FAILURE, 1, Duration.ofSeconds(5), Duration.ZERO);

    assertLost();
  }

  @Test
  void a_deferral_without_a_lease_is_told_as_lost() {
    fixture.settlement.defer(lost(), message("m1"), "the limit", Duration.ofSeconds(5));

    assertLost();
  }

  @Test
  void a_dead_letter_without_a_lease_is_told_as_lost() {
    Delivery<String> lost = lost();

    fixture.settlement.deadLetter(
        lost,
        lost.fields().edit(),
        new End(DeadLetterReason.RETRIES_EXHAUSTED, FAILURE, 3, Duration.ZERO),
        fixture.clock.instant());

    assertLost();
  }

  @Test
  void a_release_without_a_lease_is_told_as_lost() {
    fixture.settlement.release(List.of(lost()), "stopping");

    assertLost();
  }

  @Test
  void a_settled_message_is_out_of_flight_before_an_extension_can_take_it_for_lost() {
    Delivery<String> delivery = claimed();
    delivery.lease().sendingStarts();
    List<Integer> inFlight = new ArrayList<>();
    // Unmarked after the lock of the settlement is free, and before its end.
    SendingMarks marks =
        new SendingMarks() {
          @Override
          public void mark(MessageId id) {}

          @Override
          public void unmark(MessageId id) {
            inFlight.add(fixture.inFlight.size());
          }

          @Override
          public boolean isMarked(MessageId id) {
            return false;
          }
        };
    UntilAnswered untilAnswered = new UntilAnswered(fixture.stop);

    new Settlement<>(
            fixture.context, new UnknownOutcomes(marks, untilAnswered, true), untilAnswered)
        .release(List.of(delivery), "stopping");

    assertThat(inFlight).containsExactly(0);
  }
}
