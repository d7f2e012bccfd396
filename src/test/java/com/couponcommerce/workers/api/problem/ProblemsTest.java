package com.couponcommerce.workers.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.api.queue.ChannelStates;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.observe.QueueWatch.Snapshot;
import com.couponcommerce.workers.queue.OnRealRedis;
import com.couponcommerce.workers.queue.QueueCounter;
import com.couponcommerce.workers.queue.audit.Actor;
import com.couponcommerce.workers.queue.browse.MessageFilter;
import com.couponcommerce.workers.queue.instance.Instances;
import com.couponcommerce.workers.queue.instance.Pauses;
import com.couponcommerce.workers.queue.job.JobOrder;
import com.couponcommerce.workers.queue.job.Jobs;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Finds each problem on a real Redis. */
class ProblemsTest extends OnRealRedis {
  private static final QueueKeys KEYS = QueueKeys.of(Channel.EMAIL);
  private static final String ALIVE =
      "\"host\":\"h\",\"sincePollMs\":10,\"breaker\":null,\"providers\":[],\"deadLettered\":[0,0,0,0]";

  private boolean away;

  @AfterEach
  void reset() {
    client.configSet("maxmemory", "0");
    client.configSet("maxmemory-policy", "noeviction");
  }

  private List<Finding> present() {
    return present(Clock.systemUTC());
  }

  private List<Finding> present(InstantSource clock) {
    ChannelStates states =
        new ChannelStates(
            redis,
            () -> away ? Optional.empty() : Optional.of(snapshots()),
            channel -> Optional.empty());
    return new Problems(states, redis, clock).present();
  }

  private Map<Channel, Snapshot> snapshots() {
    Map<Channel, Snapshot> seen = new EnumMap<>(Channel.class);
    new QueueCounter(redis)
        .count()
        .forEach(
            (channel, counts) ->
                seen.put(channel, new Snapshot(counts, Optional.empty(), Optional.empty())));
    return seen;
  }

  private void beat(String members) {
    new Instances(redis, Channel.EMAIL).heartbeat(members);
  }

  private Finding only() {
    List<Finding> found = present();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  @Test
  void a_healthy_queue_has_none() {
    beat(ALIVE);
    client.lpush(KEYS.pending(), "m");

    assertThat(present()).isEmpty();
  }

  @Test
  void without_redis_nothing_else_is_known() {
    away = true;

    assertThat(only().json().build().toString())
        .isEqualTo(
            "{\"id\":\"redis_away\",\"channel\":null,\"severity\":\"critical\",\"since\":null,\"parameters\":{}}");
  }

  @Test
  void a_redis_that_evicts_and_is_nearly_full_is_told_once_for_both_channels() {
    client.configSet("maxmemory-policy", "allkeys-lru");
    client.configSet("maxmemory", "1000000000");

    assertThat(only().id()).isEqualTo(ProblemId.REDIS_EVICTS);
    assertThat(only().parameters()).containsEntry("policy", "allkeys-lru");
  }

  @Test
  void a_key_of_another_type_is_told() {
    client.set(KEYS.pending(), "an operator's mistake");

    assertThat(only().id()).isEqualTo(ProblemId.WRONG_KEY);
    assertThat(Objects.requireNonNull(only().parameters().get("problem")).toString())
        .contains(KEYS.pending());
  }

  @Test
  void messages_that_no_instance_takes_are_told() {
    client.lpush(KEYS.pending(), "m");

    assertThat(only().id()).isEqualTo(ProblemId.NO_INSTANCES);
    assertThat(only().parameters()).containsEntry("pending", 1L);

    beat(ALIVE.replace("\"sincePollMs\":10", "\"sincePollMs\":70000"));
    assertThat(only().id()).isEqualTo(ProblemId.NOT_CONSUMING);
    assertThat(only().since()).isPresent();
  }

  @Test
  void a_pause_of_a_provider_is_told_with_its_reason_masked() {
    beat(
        ALIVE
            .replace(
                "\"breaker\":null",
                "\"breaker\":{\"class\":\"CONFIG\",\"reason\":\"535 of ann@example.com\","
                    + "\"since\":\"2026-11-23T10:00:00Z\",\"until\":\"2026-11-23T10:00:30Z\"}")
            .replace("[]", "[{\"name\":\"smtp\",\"breaker\":null}]"));

    assertThat(only().json().build().toString())
        .isEqualTo(
            "{\"id\":\"provider_config\",\"channel\":\"email\",\"severity\":\"critical\","
                + "\"since\":\"2026-11-23T10:00:00Z\",\"parameters\":{\"provider\":\"smtp\","
                + "\"reason\":\"535 of a***@example.com\",\"instances\":1,"
                + "\"until\":\"2026-11-23T10:00:30Z\"}}");
  }

  @Test
  void the_pause_of_an_operator_and_many_dead_letters_are_told_in_this_order() {
    new Pauses(redis, Channel.EMAIL).pause("for +4915123456789", "olga", Optional.empty());
    beat(ALIVE.replace("[0,0,0,0]", "[0,1,2,12]"));
    client.lpush(
        KEYS.deadLetter(),
        "{\"deadLetter\":{\"reason\":\"expired\",\"code\":\"expired\"}}",
        "{\"deadLetter\":{\"reason\":\"expired\",\"code\":\"expired\"}}",
        "no JSON");

    List<Finding> found = present();

    assertThat(found)
        .extracting(Finding::id)
        .containsExactly(ProblemId.PAUSED, ProblemId.DEAD_LETTERS_GROWING);
    assertThat(found.get(0).parameters()).containsEntry("by", "olga");
    assertThat(found.get(0).parameters().toString()).doesNotContain("5123456");
    assertThat(found.get(1).parameters())
        .containsEntry("count", 12L)
        .containsEntry("reason", "expired");
  }

  @Test
  void a_job_that_failed_is_told_for_a_day_or_until_one_is_done() {
    Jobs jobs = new Jobs(redis, Channel.EMAIL);
    end(jobs, JobOrder.Verb.REDRIVE, Optional.of("refused for ann@example.com"));

    assertThat(only().id()).isEqualTo(ProblemId.JOB_FAILED);
    assertThat(only().parameters())
        .containsEntry("action", "redrive")
        .containsEntry("error", "refused for a***@example.com");
    assertThat(present(Clock.offset(Clock.systemUTC(), Duration.ofHours(25)))).isEmpty();

    end(jobs, JobOrder.Verb.DISCARD, Optional.empty());
    assertThat(present()).hasSize(1);
    end(jobs, JobOrder.Verb.REDRIVE, Optional.empty());
    assertThat(present()).isEmpty();
  }

  private static void end(Jobs jobs, JobOrder.Verb verb, Optional<String> error) {
    jobs.create(
        new JobOrder(
            verb, false, MessageFilter.ALL, Optional.empty(), new Actor("olga", "192.0.2.1")));
    jobs.end(jobs.take("me").orElseThrow().job(), "me", error);
  }
}
