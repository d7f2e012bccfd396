package com.couponcommerce.workers.delivery;

import static com.couponcommerce.workers.delivery.DeliveryFixture.LEASE;
import static com.couponcommerce.workers.delivery.DeliveryFixture.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.queue.MessageQueueContract;
import com.couponcommerce.workers.queue.QueueCounts;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeaseExtenderTest {
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  private final DeliveryFixture fixture = new DeliveryFixture();
  private final LeaseExtender extender = new LeaseExtender(fixture.context, LEASE, DEADLINE);

  @BeforeEach
  void pushOne() {
    fixture.redis.push(message("m1"));
  }

  private void keepFor(Duration time) {
    for (Duration passed = Duration.ZERO;
        passed.compareTo(time) < 0;
        passed = passed.plusSeconds(5)) {
      fixture.tick(Duration.ofSeconds(5));
      extender.runOnce();
    }
  }

  @Test
  void a_message_in_flight_is_never_stale_and_can_be_acked_later() {
    Delivery<String> delivery = fixture.claim().get(0);

    keepFor(Duration.ofMinutes(1));

    assertThat(fixture.queue.stale(LEASE, 10)).isEmpty();
    assertThat(delivery.lease().mayHandOver()).isTrue();
    fixture.deliver(delivery);
    assertThat(fixture.redis.counts()).isEqualTo(QueueCounts.NONE);
  }

  @Test
  void a_young_lease_is_not_extended() {
    Delivery<String> delivery = fixture.claim().get(0);
    var before = delivery.lease().candidates();
    fixture.tick(Duration.ofSeconds(9));

    extender.runOnce();

    assertThat(delivery.lease().candidates()).isEqualTo(before);
  }

  @Test
  void a_send_past_its_deadline_is_not_extended_and_may_not_hand_over() {
    Delivery<String> delivery = fixture.claim().get(0);
    delivery.lease().sendingStarts();

    keepFor(DEADLINE.plus(LEASE));

    assertThat(fixture.queue.stale(LEASE, 10)).hasSize(1);
    assertThat(delivery.lease().mayHandOver()).isFalse();
  }

  @Test
  void a_message_that_another_worker_reclaimed_may_not_be_handed_over() {
    Delivery<String> delivery = fixture.claim().get(0);
    fixture.redis.tick(LEASE.plusSeconds(1));
    fixture.queue.stale(LEASE, 10).forEach(l -> fixture.queue.reclaim(l, message("m1")));
    fixture.clock.tick(Duration.ofSeconds(11));

    extender.runOnce();

    assertThat(delivery.lease().mayHandOver()).isFalse();
  }

  @Test
  void an_extension_without_an_answer_keeps_the_lease() {
    Delivery<String> delivery = fixture.claim().get(0);
    fixture.tick(Duration.ofSeconds(11));
    var now = fixture.queue.now();
    fixture.queue.extend(MessageQueueContract.unmarked(delivery.lease().candidates()), now);
    delivery.lease().maybeExtended(now);

    keepFor(Duration.ofSeconds(20));
    fixture.deliver(delivery);

    assertThat(fixture.redis.counts()).isEqualTo(QueueCounts.NONE);
    assertThat(fixture.listener.heard()).containsExactly("delivered m1");
  }
}
