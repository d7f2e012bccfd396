package com.couponcommerce.workers.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.delivery.Stall;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.ChannelCounts;
import com.couponcommerce.workers.queue.QueueState;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DrainReadinessTest {
  private final Map<Channel, Stall> stalls = new EnumMap<>(Channel.class);
  private final Map<Channel, ChannelCounts> counts = new EnumMap<>(Channel.class);
  private final DrainReadiness readiness =
      new DrainReadiness(
          () -> List.of(Channel.EMAIL, Channel.SMS),
          channel -> Optional.ofNullable(stalls.get(channel)),
          channel -> Optional.ofNullable(counts.get(channel)));

  private static ChannelCounts pending(long number) {
    return new ChannelCounts(Map.of(QueueState.PENDING, number), List.of());
  }

  @Test
  void an_instance_that_claims_is_ready() {
    counts.put(Channel.EMAIL, pending(5000));

    assertThat(readiness.problem(Channel.EMAIL)).isEmpty();
  }

  @Test
  void a_stall_with_messages_pending_is_a_problem_of_its_channel() {
    stalls.put(Channel.EMAIL, new Stall(Duration.ofSeconds(75), "no thread"));
    counts.put(Channel.EMAIL, pending(12));
    counts.put(Channel.SMS, pending(12));

    assertThat(readiness.problem(Channel.EMAIL))
        .contains("12 pending and none claimed for 75 s: no thread");
    assertThat(readiness.problem(Channel.SMS)).isEmpty();
  }

  @Test
  void a_stall_without_pending_messages_is_no_problem() {
    counts.put(Channel.EMAIL, pending(0));
    stalls.put(Channel.EMAIL, new Stall(Duration.ofSeconds(75), "no thread"));

    assertThat(readiness.problem(Channel.EMAIL)).isEmpty();
  }

  @Test
  void a_stall_with_an_unknown_number_is_a_problem() {
    stalls.put(Channel.EMAIL, new Stall(Duration.ofSeconds(75), "no thread"));

    assertThat(readiness.problem(Channel.EMAIL))
        .contains("unknown what is pending and none claimed for 75 s: no thread");
  }

  @Test
  void a_key_of_another_type_is_a_problem_at_once() {
    counts.put(
        Channel.EMAIL, new ChannelCounts(Map.of(QueueState.PENDING, 0L), List.of("not a list")));

    assertThat(readiness.problem(Channel.EMAIL)).contains("not a list");
    assertThat(readiness.problem(Channel.SMS)).isEmpty();
  }
}
