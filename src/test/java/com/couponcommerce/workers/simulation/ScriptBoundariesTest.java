package com.couponcommerce.workers.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.simulation.redis.LuaScript;
import com.couponcommerce.workers.simulation.redis.MemoryRedis;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs scripts in the very moment in which a time ends, under a clock that stands still. */
class ScriptBoundariesTest {
  private static final long NOW_MS = 1_764_000_000_123L;
  private static final long NOW_MICROS = NOW_MS * 1000;

  private MemoryRedis redis;

  @BeforeEach
  void open() {
    redis = new MemoryRedis();
    redis.clock(NOW_MICROS);
  }

  @AfterEach
  void close() {
    redis.close();
  }

  /** Reads it from the class path, where a mutant comes first. */
  private static LuaScript script(String folder, String name) {
    String file = "/lua/" + folder + "/" + name + ".lua";
    try (InputStream source = ScriptBoundariesTest.class.getResourceAsStream(file)) {
      return new LuaScript(
          name, new String(Objects.requireNonNull(source).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(file, e);
    }
  }

  private List<?> run(String folder, String name, List<String> keys, Object... arguments) {
    List<String> texts = List.of(arguments).stream().map(String::valueOf).toList();
    return (List<?>) Objects.requireNonNull(redis.eval(script(folder, name), keys, texts, 0), name);
  }

  private boolean exists(String key) {
    return Objects.equals(redis.run(List.of("EXISTS", key)), 1L);
  }

  private List<?> extendedAfter(long millis) {
    redis.run(List.of("DEL", "processing"));
    redis.run(List.of("ZADD", "processing", NOW_MS + ".000", "message"));
    return run(
        "core",
        "extend",
        List.of("processing", "owner"),
        NOW_MS + millis + ".000",
        60_000,
        NOW_MS + ".000",
        "message");
  }

  @Test
  void a_lease_whose_id_nothing_claims_is_extended_before_it_ends() {
    assertThat(extendedAfter(29_999).toString()).isEqualTo("[1]");
    assertThat(extendedAfter(30_000).toString()).isEqualTo("[0]");
  }

  @Test
  void an_instance_is_remembered_for_as_long_as_it_may_be_silent() {
    redis.run(List.of("HSET", "instances", "quiet", "{\"beat\":" + (NOW_MS - 60_000) + ",}"));
    redis.run(List.of("HSET", "instances", "gone", "{\"beat\":" + (NOW_MS - 60_001) + ",}"));

    redis.eval(
        script("instance", "heartbeat"),
        List.of("instances"),
        List.of("me", "\"inFlight\":1", "60000"),
        0);

    assertThat(redis.run(List.of("HGET", "instances", "quiet"))).isNotNull();
    assertThat(redis.run(List.of("HGET", "instances", "gone"))).isNull();
  }

  private List<?> claimedAfterDelivery(long millisAgo) {
    redis.run(List.of("ZADD", "sent", "" + (NOW_MS - millisAgo), "id"));
    return run(
        "core",
        "claim_ids",
        List.of("processing", "sent", "owner"),
        1000,
        60_000,
        "1.0",
        "id",
        "a");
  }

  @Test
  void an_id_is_free_as_soon_as_its_mark_ends() {
    assertThat(claimedAfterDelivery(999).toString()).isEqualTo("[1]");
    assertThat(claimedAfterDelivery(1000).toString()).isEqualTo("[0]");
  }

  private List<?> takenWithLease(long end) {
    redis.run(
        List.of("HSET", "job", "state", "running", "owner", "one", "lease", "" + end, "due", "0"));
    return run("job", "job_take", List.of("job", "jobs"), "another", 5000, 60_000);
  }

  @Test
  void a_job_is_its_owners_from_the_moment_it_is_taken_until_its_lease_ends() {
    assertThat(takenWithLease(NOW_MS + 5000)).isEmpty();
    assertThat(takenWithLease(NOW_MS + 1)).isEmpty();
    assertThat(takenWithLease(NOW_MS)).isNotEmpty();
    assertThat(takenWithLease(NOW_MS + 5001)).as("the clock has gone back").isNotEmpty();
  }

  @Test
  void a_permit_is_granted_when_it_is_due_and_remembered_until_the_next_one() {
    redis.run(List.of("SET", "rate", "" + (NOW_MICROS + 500)));

    assertThat(run("limit", "permit", List.of("rate"), 1, 1000, 500).toString())
        .isEqualTo("[1, 1000]");
    redis.run(List.of("DEL", "rate"));
    redis.clock(NOW_MICROS + 999);
    run("limit", "permit", List.of("rate"), 1, 1000, 0);
    redis.clock(NOW_MICROS + 999 + 999);
    assertThat(exists("rate")).isTrue();
  }

  private String reported(long sent) {
    redis.run(List.of("DEL", "delivery"));
    return run(
            "person",
            "report",
            List.of("delivery", "reported", "undeliverable", "opted_out", "erased"),
            "m1",
            "sent",
            3,
            0,
            "",
            "SM1",
            60_000,
            0,
            1000,
            "+4915112345678",
            sent)
        .toString();
  }

  @Test
  void a_report_counts_from_its_ttl_ago_and_only_after_the_erasure() {
    assertThat(reported(NOW_MS - 60_000)).isEqualTo("[1, 0]");
    assertThat(reported(NOW_MS - 60_001)).isEqualTo("[0, 0]");
    redis.run(List.of("SET", "erased", "" + (NOW_MS - 10)));
    assertThat(reported(NOW_MS - 10)).isEqualTo("[0, 0]");
    assertThat(reported(NOW_MS - 9)).isEqualTo("[1, 0]");
  }

  @Test
  void a_lease_from_the_future_is_stale_when_no_clock_could_have_given_it() {
    redis.run(List.of("ZADD", "processing", (NOW_MS + 30_000) + ".000", "just possible"));
    redis.run(List.of("ZADD", "processing", (NOW_MS + 30_000) + ".001", "impossible"));

    assertThat(run("core", "stale", List.of("processing"), 30_000, 10).toString())
        .contains("impossible")
        .doesNotContain("just possible");
  }

  private List<?> claimed(int limit) {
    return run("core", "claim", List.of("pending", "processing", "dead", "paused"), limit, 1000);
  }

  @Test
  void claims_of_the_same_microsecond_have_different_tokens() {
    for (String payload : List.of("one", "two", "three", "two")) {
      redis.run(List.of("LPUSH", "pending", payload));
    }

    assertThat(claimed(1).toString()).isEqualTo("[" + NOW_MS + ".000, 0, 0, [one], 0]");
    assertThat(claimed(1).toString()).isEqualTo("[" + NOW_MS + ".001, 0, 0, [two], 0]");
    assertThat(claimed(2).toString()).isEqualTo("[" + NOW_MS + ".002, 1, 0, [three], 0]");
  }
}
