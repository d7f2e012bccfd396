package com.couponcommerce.workers.queue.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.OnRealRedis;
import com.couponcommerce.workers.queue.audit.Actor;
import com.couponcommerce.workers.queue.browse.MessageFilter;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.settings.RateLimit;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Turns of a job, each of which changes all it should, once, or nothing. */
class JobTurnTest extends OnRealRedis {
  private static final QueueKeys KEYS = QueueKeys.of(Channel.EMAIL);
  private static final byte[] DEAD = KEYS.deadLetter().getBytes(StandardCharsets.UTF_8);
  private static final String OWNER = "a";

  /** Rate of 10 a second: µs between two moves. */
  private static final long INTERVAL = 100_000;

  private static final RateLimit RATE = new RateLimit(10, Duration.ofSeconds(1));

  private Jobs jobs;

  @BeforeEach
  void open() {
    jobs = new Jobs(redis, Channel.EMAIL);
  }

  private static JobOrder order(JobOrder.Verb verb, Optional<RateLimit> rate) {
    return new JobOrder(verb, false, MessageFilter.ALL, rate, new Actor("anna", "192.0.2.1"));
  }

  private Job started(JobOrder.Verb verb, Optional<RateLimit> rate) {
    String id = jobs.create(order(verb, rate)).orElseThrow();
    return jobs.take(OWNER).map(TakenJob::job).filter(job -> job.id().equals(id)).orElseThrow();
  }

  private void dead(int... numbers) {
    IntStream.of(numbers)
        .forEach(number -> client.lpush(DEAD, message(number).getBytes(StandardCharsets.UTF_8)));
  }

  private static String message(int number) {
    return "{\"n\":" + number + "}";
  }

  /** Returns a turn that looks at some and moves those at these offsets. */
  private JobTurn turn(Job job, int looked, int... offsets) {
    JobWindow window = new JobWalk(redis, Channel.EMAIL).next(job, looked);
    return new JobTurn(
        window.position(),
        looked,
        looked,
        0,
        IntStream.of(offsets)
            .mapToObj(i -> new JobTurn.Move(window.messages().get(i), Optional.empty()))
            .toList());
  }

  private long micros(Job job) {
    return Long.parseLong(Objects.requireNonNull(client.hget(KEYS.job(job.id()), "due")));
  }

  /** Makes the time at which the next move is due that of long ago. */
  private void late(Job job) {
    client.hset(KEYS.job(job.id()), "due", "1000");
  }

  /** Found by the simulation, seed 14712: one of the others was overwritten. */
  @Test
  void a_turn_that_looked_at_more_than_there_is_by_now_moves_nothing() {
    dead(0, 1, 2, 3, 4);
    Job job = started(JobOrder.Verb.REDRIVE, Optional.empty());
    JobTurn turn = turn(job, 5, 2, 4);

    client.rpop(DEAD);

    assertThat(jobs.move(job, OWNER, turn, Duration.ZERO)).isFalse();
    assertThat(client.lrange(KEYS.deadLetter(), 0, -1))
        .containsExactly(message(4), message(3), message(2), message(1));
  }

  @Test
  void a_turn_that_is_made_again_since_its_answer_was_lost_happens_once() {
    dead(1, 1);
    Job job = started(JobOrder.Verb.REDRIVE, Optional.empty());
    JobTurn turn = turn(job, 1, 0);

    assertThat(jobs.move(job, OWNER, turn, Duration.ZERO)).isTrue();
    assertThat(jobs.move(job, OWNER, turn, Duration.ZERO)).isTrue();

    assertThat(client.llen(KEYS.pending())).isOne();
    assertThat(client.llen(KEYS.deadLetter())).isOne();
    assertThat(client.hget(KEYS.job(job.id()), "moved")).isEqualTo("1");
  }

  @Test
  void a_turn_keeps_the_job_for_its_owner() {
    dead(1, 2);
    Job job = started(JobOrder.Verb.DISCARD, Optional.empty());
    client.hset(KEYS.job(job.id()), "lease", "1");

    jobs.move(job, OWNER, turn(job, 1, 0), Duration.ZERO);

    assertThat(jobs.take("another")).isEmpty();
  }

  @Test
  void a_job_that_is_worked_on_is_not_forgotten() {
    dead(1);
    Job job = started(JobOrder.Verb.DISCARD, Optional.empty());
    client.pexpire(KEYS.job(job.id()), 60_000);
    client.pexpire(KEYS.jobs(), 60_000);

    assertThat(jobs.take(OWNER)).isPresent();

    assertThat(client.pttl(KEYS.job(job.id()))).isGreaterThan(60_000);
    assertThat(client.pttl(KEYS.jobs())).isGreaterThan(60_000);
  }

  @Test
  void a_rate_counts_on_from_when_the_last_move_was_due() {
    dead(1, 2, 3);
    Job job = started(JobOrder.Verb.DISCARD, Optional.of(RATE));
    long due = micros(job);

    jobs.move(job, OWNER, turn(job, 3, 0, 1), Duration.ofHours(1));

    assertThat(micros(job)).isEqualTo(due + 2 * INTERVAL);
  }

  @Test
  void a_rate_makes_up_for_no_more_than_allowed() {
    dead(1, 2, 3);
    Job job = started(JobOrder.Verb.DISCARD, Optional.of(RATE));
    long before = micros(job);
    late(job);

    jobs.move(job, OWNER, turn(job, 3, 0, 1), Duration.ZERO);

    assertThat(micros(job)).isGreaterThanOrEqualTo(before + 2 * INTERVAL);
  }

  @Test
  void a_turn_that_moves_nothing_and_a_job_without_a_rate_count_nothing() {
    dead(1, 2, 3);
    Job limited = started(JobOrder.Verb.DISCARD, Optional.of(RATE));
    late(limited);

    jobs.move(limited, OWNER, turn(limited, 2), Duration.ZERO);

    assertThat(micros(limited)).isEqualTo(1000);
    jobs.stop(limited.id());
    Job fast = started(JobOrder.Verb.DISCARD, Optional.empty());
    late(fast);
    jobs.move(fast, OWNER, turn(fast, 2, 0), Duration.ZERO);
    assertThat(micros(fast)).isEqualTo(1000);
    assertThat(client.llen(KEYS.deadLetter())).isEqualTo(2);
  }

  @Test
  void a_user_who_may_not_take_them_from_the_dead_letters_makes_no_copy() {
    dead(1, 2);
    Job job = started(JobOrder.Verb.REDRIVE, Optional.empty());
    JobTurn turn = turn(job, 2, 0, 1);
    without(
        "lset",
        restricted ->
            assertThatThrownBy(
                    () -> new Jobs(restricted, Channel.EMAIL).move(job, OWNER, turn, Duration.ZERO))
                .hasMessageContaining("can't run this command"));

    assertThat(client.llen(KEYS.pending())).isZero();
    assertThat(client.lrange(KEYS.deadLetter(), 0, -1)).containsExactly(message(2), message(1));
  }

  @Test
  void a_job_that_would_never_expire_is_not_listed() {
    without(
        "pexpire",
        restricted ->
            assertThatThrownBy(
                    () ->
                        new Jobs(restricted, Channel.EMAIL)
                            .create(order(JobOrder.Verb.DISCARD, Optional.empty())))
                .hasMessageContaining("can't run this command"));

    assertThat(client.exists(KEYS.jobs())).isFalse();
  }
}
