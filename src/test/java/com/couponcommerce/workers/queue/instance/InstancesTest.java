package com.couponcommerce.workers.queue.instance;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.OnRealRedis;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The heartbeats of instances, on a real Redis. */
class InstancesTest extends OnRealRedis {
  private static final String KEY = "queue:email:instances";

  private Instances instances() {
    return new Instances(redis, Channel.EMAIL);
  }

  /** Writes the heartbeat of another instance with an age. */
  private void told(String id, Duration ago) {
    long beat = new Pauses(redis, Channel.EMAIL).now().minus(ago).toEpochMilli();
    client.hset(KEY, id, "{\"beat\":" + beat + ",\"inFlight\":1}");
  }

  private List<String> alive() {
    return instances().alive().stream().map(LiveInstance::id).toList();
  }

  @Test
  void an_instance_is_seen_with_what_it_told_last() {
    instances().heartbeat("\"inFlight\":1");
    assertThat(client.pttl(KEY)).as("expires if it was the only one").isPositive();
    instances().heartbeat("\"inFlight\":2");

    assertThat(instances().alive())
        .singleElement()
        .satisfies(
            seen -> {
              assertThat(seen.id()).startsWith("coupon-workers-");
              assertThat(seen.json()).matches("\\{\"beat\":\\d{13},\"inFlight\":2}");
              assertThat(seen.sinceHeartbeat()).isLessThan(Instances.ALIVE);
            });
    assertThat(new Instances(redis, Channel.SMS).alive()).isEmpty();
  }

  @Test
  void who_is_silent_is_not_shown_and_later_forgotten() {
    told("quiet", Instances.ALIVE.plusSeconds(5));
    told("lively", Duration.ofSeconds(1));
    told("gone", Duration.ofMinutes(2));
    told("of the future", Duration.ofMinutes(-2));
    client.hset(KEY, "by hand", "x");

    assertThat(alive()).contains("lively").doesNotContain("quiet", "gone", "by hand");

    instances().heartbeat("\"inFlight\":1");
    assertThat(client.hkeys(KEY)).hasSize(3).contains("quiet", "lively");
    assertThat(client.pttl(KEY)).isBetween(1L, Duration.ofMinutes(1).toMillis());
  }

  @Test
  void who_stops_takes_back_what_it_told() {
    told("other", Duration.ZERO);
    instances().heartbeat("\"inFlight\":1");

    instances().withdraw();
    instances().withdraw();

    assertThat(alive()).containsExactly("other");
  }

  @Test
  void nobody_is_alive_on_an_empty_redis() {
    assertThat(alive()).isEmpty();
  }
}
