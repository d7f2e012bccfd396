package com.couponcommerce.workers.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.it.SwallowingProxy;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.queue.OnRealRedis;
import com.couponcommerce.workers.queue.audit.Actor;
import com.couponcommerce.workers.queue.browse.MessageFilter;
import com.couponcommerce.workers.queue.browse.TimeRange;
import com.couponcommerce.workers.queue.job.Job;
import com.couponcommerce.workers.queue.job.JobOrder;
import com.couponcommerce.workers.queue.job.JobOrder.Verb;
import com.couponcommerce.workers.queue.job.JobWalk;
import com.couponcommerce.workers.queue.job.Jobs;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.settings.RateLimit;
import com.couponcommerce.workers.settings.Settings;
import com.couponcommerce.workers.settings.SettingsReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Jobs over dead letters on a real Redis: each message is moved once, whatever else happens. */
class JobRunnerTest extends OnRealRedis {
  private static final String PENDING = "queue:email:pending";
  private static final String DEAD = "queue:email:dead_letter";

  private final List<Job> ended = Collections.synchronizedList(new ArrayList<>());

  @Override
  public Settings settings() {
    return settings(url());
  }

  private static Settings settings(String url) {
    Map<String, String> values = Map.of("REDIS_URL", url, "REDIS_TIMEOUT_MS", "500");
    return new SettingsReader(name -> Optional.ofNullable(values.get(name))).read();
  }

  private JobRunner runner(RedisPools on, String owner) {
    return new JobRunner(
        Channel.EMAIL,
        new Jobs(on, Channel.EMAIL),
        new JobWalk(on, Channel.EMAIL),
        owner,
        JobRunnerTest::isJson,
        (channel, job) -> ended.add(job));
  }

  private static boolean isJson(Payload payload) {
    try {
      MessageFields.parse(payload);
      return true;
    } catch (RefusedMessageException e) {
      return false;
    }
  }

  private static String dead(int number, String reason) {
    return "{\"id\":\"m"
        + number
        + "\",\"deadLetter\":{\"reason\":\""
        + reason
        + "\",\"code\":\"550\",\"at\":\"2020-01-01T00:00:00Z\"}}";
  }

  /** Returns a dead letter: refused if the number is even, else expired. */
  private static String dead(int number) {
    return dead(number, number % 2 == 0 ? "recipient_refused" : "expired");
  }

  private void push(int from, int to) {
    client.lpush(
        DEAD, IntStream.range(from, to).mapToObj(JobRunnerTest::dead).toArray(String[]::new));
  }

  private static MessageFilter reason(String reason) {
    return new MessageFilter(
        Optional.empty(), Optional.of(reason), Optional.empty(), Map.of(), TimeRange.ANY);
  }

  private String create(Verb verb, boolean dryRun, MessageFilter filter, Optional<RateLimit> rate) {
    JobOrder order = new JobOrder(verb, dryRun, filter, rate, new Actor("anna", "192.0.2.1"));
    return new Jobs(redis, Channel.EMAIL).create(order).orElseThrow();
  }

  private String create(Verb verb, MessageFilter filter) {
    return create(verb, false, filter, Optional.empty());
  }

  private Job job(String id) {
    return new Jobs(redis, Channel.EMAIL).find(id).orElseThrow();
  }

  private void finish(JobRunner runner, String id) {
    while (job(id).state() == Job.State.RUNNING) {
      runner.runOnce();
    }
  }

  /** Returns pending messages, the first to be claimed first. */
  private List<String> pending() {
    List<String> pending = new ArrayList<>(client.lrange(PENDING, 0, -1));
    Collections.reverse(pending);
    return pending;
  }

  private static List<String> numbers(int count, int remainder) {
    return IntStream.range(0, count)
        .filter(i -> i % 2 == remainder)
        .mapToObj(JobRunnerTest::dead)
        .toList();
  }

  private List<String> deadLettersOldestFirst() {
    List<String> dead = new ArrayList<>(client.lrange(DEAD, 0, -1));
    Collections.reverse(dead);
    return dead;
  }

  @Test
  void a_filtered_redrive_moves_matches_and_keeps_both_orders() {
    push(0, 1001);
    client.zadd("queue:email:sent", 1, "m4");
    String id = create(Verb.REDRIVE, reason("recipient_refused"));

    finish(runner(redis, "a"), id);

    assertThat(pending()).isEqualTo(numbers(1001, 0));
    assertThat(deadLettersOldestFirst()).isEqualTo(numbers(1001, 1));
    assertThat(client.exists("queue:email:sent")).isFalse();
    Job job = job(id);
    assertThat(List.of(job.total(), job.scanned(), job.found(), job.moved(), job.refused()))
        .containsExactly(1001L, 1001L, 501L, 501L, 0L);
    assertThat(ended).extracting(Job::id).containsExactly(id);
    assertThat(ended.get(0).state()).isEqualTo(Job.State.DONE);
  }

  @Test
  void a_discard_of_all_leaves_other_queues_alone() {
    push(0, 250);
    client.lpush(DEAD, "not json");
    client.lpush(PENDING, "{}");

    finish(runner(redis, "a"), create(Verb.DISCARD, MessageFilter.ALL));

    assertThat(client.exists(DEAD)).isFalse();
    assertThat(pending()).containsExactly("{}");
  }

  @Test
  void a_dry_run_counts_and_changes_nothing() {
    push(0, 700);

    String id = create(Verb.DISCARD, true, reason("expired"), Optional.empty());
    finish(runner(redis, "a"), id);

    assertThat(job(id).found()).isEqualTo(350);
    assertThat(job(id).moved()).isZero();
    assertThat(client.llen(DEAD)).isEqualTo(700);
  }

  @Test
  void unsendable_and_delivered_messages_stay_unless_asked_for() {
    client.lpush(DEAD, "not json", dead(1, "already_sent"), dead(2, "expired"));

    String all = create(Verb.REDRIVE, MessageFilter.ALL);
    finish(runner(redis, "a"), all);
    List<String> afterAll = pending();
    finish(runner(redis, "a"), create(Verb.REDRIVE, reason("already_sent")));

    assertThat(afterAll).containsExactly(dead(2, "expired"));
    assertThat(job(all).refused()).isEqualTo(2);
    assertThat(job(all).found()).isEqualTo(3);
    assertThat(pending()).contains(dead(1, "already_sent"));
    assertThat(client.lrange(DEAD, 0, -1)).containsExactly("not json");
  }

  @Test
  void each_of_several_identical_messages_is_moved() {
    client.lpush(DEAD, Collections.nCopies(300, dead(2)).toArray(String[]::new));

    finish(runner(redis, "a"), create(Verb.REDRIVE, reason("recipient_refused")));

    assertThat(pending()).hasSize(300);
    assertThat(client.exists(DEAD)).isFalse();
  }

  @Test
  void messages_dead_lettered_after_the_start_are_not_moved() {
    push(0, 300);
    String id = create(Verb.REDRIVE, MessageFilter.ALL);
    JobRunner runner = runner(redis, "a");

    while (job(id).state() == Job.State.RUNNING) {
      runner.runOnce();
      // The message is dead-lettered again at once, as one that is refused again.
      Optional.ofNullable(client.rpop(PENDING)).ifPresent(back -> client.lpush(DEAD, back + " "));
    }

    assertThat(job(id).moved()).isEqualTo(300);
    assertThat(client.lrange(DEAD, 0, -1)).isNotEmpty().allMatch(back -> back.endsWith(" "));
  }

  @Test
  void one_job_runs_at_a_time_and_a_stopped_one_stays_where_it_is() {
    push(0, 1000);
    String id = create(Verb.REDRIVE, MessageFilter.ALL);
    JobRunner runner = runner(redis, "a");
    JobOrder other =
        new JobOrder(Verb.DISCARD, false, MessageFilter.ALL, Optional.empty(), new Actor("b", ""));

    runner.runOnce();
    Optional<String> refused = new Jobs(redis, Channel.EMAIL).create(other);
    boolean stopped = new Jobs(redis, Channel.EMAIL).stop(id);
    runner.runOnce();

    assertThat(refused).isEmpty();
    assertThat(stopped).isTrue();
    assertThat(job(id).state()).isEqualTo(Job.State.STOPPED);
    assertThat(job(id).moved()).isEqualTo(100);
    assertThat(pending()).hasSize(100);
    assertThat(new Jobs(redis, Channel.EMAIL).stop(id)).isFalse();
    assertThat(ended).isEmpty();
    assertThat(new Jobs(redis, Channel.EMAIL).create(other)).isPresent();
    assertThat(new Jobs(redis, Channel.EMAIL).list()).hasSize(2);
  }

  @Test
  void another_instance_takes_over_from_a_dead_one_which_is_refused_then() {
    push(0, 1000);
    String id = create(Verb.REDRIVE, reason("expired"));
    JobRunner killed = runner(redis, "killed");
    JobRunner next = runner(redis, "next");
    killed.runOnce();
    long moved = job(id).moved();

    next.runOnce();
    assertThat(job(id).moved()).isEqualTo(moved);
    // The lease expires.
    client.hset("queue:email:job:" + id, "lease", "1");
    next.runOnce();
    killed.runOnce();
    assertThat(client.hget("queue:email:job:" + id, "owner")).isEqualTo("next");
    finish(next, id);

    assertThat(pending()).isEqualTo(numbers(1000, 1));
    assertThat(deadLettersOldestFirst()).isEqualTo(numbers(1000, 0));
  }

  @Test
  void a_lease_of_a_dead_instance_expires() {
    push(0, 200);
    String id = create(Verb.REDRIVE, MessageFilter.ALL);
    runner(redis, "killed").runOnce();

    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              runner(redis, "next").runOnce();
              return job(id).state() == Job.State.DONE;
            });

    assertThat(pending()).hasSize(200).doesNotHaveDuplicates();
  }

  @Test
  void many_runners_move_each_message_once() throws Exception {
    push(0, 3000);
    String id = create(Verb.REDRIVE, reason("expired"));
    ExecutorService instances = Executors.newFixedThreadPool(4);

    List<Future<?>> runs =
        Stream.of("a", "b", "c", "d")
            .<Future<?>>map(
                owner ->
                    instances.submit(
                        () -> {
                          JobRunner runner = runner(redis, owner);
                          while (job(id).state() == Job.State.RUNNING) {
                            runner.runOnce();
                            client.hset("queue:email:job:" + id, "lease", "1");
                          }
                        }))
            .toList();
    for (Future<?> run : runs) {
      run.get();
    }
    instances.shutdown();

    assertThat(pending()).isEqualTo(numbers(3000, 1));
    assertThat(job(id).moved()).isEqualTo(1500);
    assertThat(ended).hasSize(1);
  }

  @Test
  void a_job_tolerates_others_that_move_dead_letters() throws Exception {
    push(0, 3000);
    String id = create(Verb.REDRIVE, reason("expired"));
    ExecutorService others = Executors.newFixedThreadPool(2);
    List<String> taken = Collections.synchronizedList(new ArrayList<>());

    Future<?> byHand =
        others.submit(
            () -> {
              for (int i = 0; i < 300; i++) {
                Optional.ofNullable(client.rpop(DEAD)).ifPresent(taken::add);
              }
            });
    Future<?> inTheMiddle =
        others.submit(
            () -> {
              for (int i = 1000; i < 1400; i++) {
                if (client.lrem(DEAD, 1, dead(i)) == 1) {
                  taken.add(dead(i));
                }
              }
            });
    finish(runner(redis, "a"), id);
    byHand.get();
    inTheMiddle.get();
    others.shutdown();

    List<String> all = new ArrayList<>(taken);
    all.addAll(pending());
    all.addAll(client.lrange(DEAD, 0, -1));
    assertThat(all)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 3000).mapToObj(JobRunnerTest::dead).toList());
    assertThat(pending()).allMatch(message -> message.contains("expired"));
    assertThat(client.lrange(DEAD, 0, -1)).noneMatch(message -> message.contains("expired"));
  }

  @Test
  void lost_replies_move_nothing_twice() throws Exception {
    push(0, 3000);
    try (SwallowingProxy proxy = new SwallowingProxy(server().port(), 0.1, 42);
        RedisPools swallowed = new RedisPools(settings(proxy.url()))) {
      String id = create(Verb.REDRIVE, reason("expired"));
      JobRunner runner = runner(swallowed, "a");
      while (job(id).state() == Job.State.RUNNING) {
        try {
          runner.runOnce();
        } catch (QueueUnavailableException e) {
          // The loop runs it again.
        }
      }

      assertThat(proxy.swallowed()).isPositive();
      assertThat(job(id).moved()).isEqualTo(1500);
      assertThat(pending()).isEqualTo(numbers(3000, 1));
    }
  }

  @Test
  void a_turn_that_redis_refuses_changes_nothing_and_is_repeated() {
    push(0, 50);
    String id = create(Verb.REDRIVE, MessageFilter.ALL);
    JobRunner runner = runner(redis, "a");
    client.set(PENDING, "an operator's mistake");

    assertThatThrownBy(runner::runOnce).isInstanceOf(QueueUnavailableException.class);
    assertThat(client.llen(DEAD)).isEqualTo(50);
    client.del(PENDING);
    finish(runner, id);

    assertThat(pending()).hasSize(50).doesNotHaveDuplicates();
  }

  @Test
  void a_job_runs_on_a_full_redis() {
    push(0, 50);
    client.configSet("maxmemory", "1");
    try {
      finish(runner(redis, "a"), create(Verb.REDRIVE, MessageFilter.ALL));
    } finally {
      client.configSet("maxmemory", "0");
    }

    assertThat(pending()).hasSize(50);
  }

  @Test
  void a_turn_moves_what_the_rate_allows_in_100_ms_and_then_waits() {
    push(0, 100);
    RateLimit rate = RateLimit.parse("200/s").orElseThrow();
    String id = create(Verb.REDRIVE, false, MessageFilter.ALL, Optional.of(rate));
    JobRunner runner = runner(redis, "a");

    runner.runOnce();
    long first = job(id).moved();
    // The last turn was long ago: at most one second of the missed time is caught up.
    client.hset("queue:email:job:" + id, "due", "1");
    runner.runOnce();
    client.hset("queue:email:job:" + id, "due", "9999999999999999");
    Duration pause = runner.runOnce();

    assertThat(first).isEqualTo(20);
    assertThat(job(id).moved()).isEqualTo(40);
    assertThat(pause).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void a_job_over_nothing_is_done_at_once() {
    String id = create(Verb.DISCARD, MessageFilter.ALL);

    runner(redis, "a").runOnce();

    assertThat(job(id).state()).isEqualTo(Job.State.DONE);
  }

  @Test
  void a_job_changed_by_hand_fails_and_the_next_one_can_start() {
    push(0, 10);
    String id = create(Verb.REDRIVE, MessageFilter.ALL);
    client.hset("queue:email:job:" + id, "filter", "nonsense");

    runner(redis, "a").runOnce();

    assertThat(client.hget("queue:email:job:" + id, "state")).isEqualTo("failed");
    assertThat(client.hget("queue:email:job:" + id, "error")).contains("by hand");
    assertThat(new Jobs(redis, Channel.EMAIL).list())
        .extracting(Job::state)
        .containsExactly(Job.State.FAILED);
    assertThat(create(Verb.REDRIVE, MessageFilter.ALL)).isNotEqualTo(id);
  }

  @Test
  void the_filter_of_a_job_is_masked_when_it_ends() {
    MessageFilter anna =
        new MessageFilter(
            Optional.of("anna@example.com"),
            Optional.empty(),
            Optional.empty(),
            Map.of("to", "+4915123456789"),
            TimeRange.ANY);
    String id = create(Verb.DISCARD, anna);

    finish(runner(redis, "a"), id);

    assertThat(job(id).order().filter().q()).hasValue("(16 characters)");
    assertThat(client.hgetAll("queue:email:job:" + id).toString()).doesNotContain("anna@", "15123");
  }

  @Test
  void a_job_moves_exactly_the_group_of_its_words() {
    String dead =
        "{\"id\":\"m%d\",\"deadLetter\":{\"reason\":\"expired\",\"error\":\"<u%d@x.org> %s\"}}";
    for (int i = 0; i < 10; i++) {
      client.lpush(DEAD, dead.formatted(i, i, i % 2 == 0 ? "is unknown" : "is full"));
    }
    MessageFilter unknown =
        new MessageFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            TimeRange.ANY,
            Optional.of("<…> is unknown"));
    String id = create(Verb.REDRIVE, unknown);

    finish(runner(redis, "a"), id);

    assertThat(job(id).moved()).isEqualTo(5);
    assertThat(job(id).order().filter()).isEqualTo(unknown);
    assertThat(pending()).hasSize(5).allMatch(message -> message.contains("is unknown"));
  }

  @Test
  void the_latest_jobs_are_listed_and_all_expire() {
    Map<String, Long> ttl = new HashMap<>();
    for (int i = 0; i < 55; i++) {
      String id = create(Verb.DISCARD, MessageFilter.ALL);
      finish(runner(redis, "a"), id);
      ttl.put(id, client.pttl("queue:email:job:" + id));
    }

    assertThat(client.llen("queue:email:jobs")).isEqualTo(50);
    assertThat(client.pttl("queue:email:jobs")).isPositive();
    assertThat(ttl.values()).allMatch(millis -> millis > 0);
  }
}
