package com.couponcommerce.workers.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.delivery.Stall;
import com.couponcommerce.workers.message.Channel;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DrainReadinessTest {
  private final Map<Channel, Stall> stalls = new EnumMap<>(Channel.class);
  private final Map<Channel, Long> pending = new EnumMap<>(Channel.class);
  private final DrainReadiness readiness =
      new DrainReadiness(
          () -> List.of(Channel.EMAIL, Channel.SMS),
          channel -> Optional.ofNullable(stalls.get(channel)),
          channel -> pending.getOrDefault(channel, 0L));

  @Test
  void an_instance_that_claims_is_ready() {
    pending.put(Channel.EMAIL, 5000L);

    assertThat(readiness.problem(Channel.EMAIL)).isEmpty();
  }

  @Test
  void a_stall_with_messages_pending_is_a_problem_of_its_channel() {
    stalls.put(Channel.EMAIL, new Stall(Duration.ofSeconds(75), "no thread"));
    pending.put(Channel.EMAIL, 12L);
    pending.put(Channel.SMS, 12L);

    assertThat(readiness.problem(Channel.EMAIL))
        .contains("12 pending and none claimed for 75 s: no thread");
    assertThat(readiness.problem(Channel.SMS)).isEmpty();
  }

  @Test
  void a_stall_without_pending_messages_is_no_problem() {
    stalls.put(Channel.EMAIL, new Stall(Duration.ofSeconds(75), "no thread"));

    assertThat(readiness.problem(Channel.EMAIL)).isEmpty();
  }
}
