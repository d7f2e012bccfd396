package com.couponcommerce.workers.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.testkit.redis.RedisServer;
import com.couponcommerce.workers.testkit.server.ApplicationServer;
import com.couponcommerce.workers.testkit.server.RoleUsers;
import com.couponcommerce.workers.testkit.server.ServerKind;
import com.couponcommerce.workers.testkit.server.ServerSetup;
import com.couponcommerce.workers.testkit.smtp.SmtpServer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.resps.Slowlog;

/**
 * Searches and redrives a hundred thousand dead letters: the duration of a search, the rate of a
 * job, and its continuation after its server was killed.
 */
@Tag("timing")
class LongJobCrashIT {
  private static final int ALL = 100_000;

  /** Share of the dead letters that is redriven: every fifth. */
  private static final int SHARE = 5;

  private static final int RATE = 500;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String DEAD_LETTERS = "/api/v1/queues/email/dead-letters";

  private static String dead(int number) {
    return "{\"id\":\"m%d\",\"to\":\"user%d@example.com\",\"subject\":\"s\",\"body\":\"%s\",%s}"
        .formatted(number, number, "x".repeat(850), note(number % SHARE == 0));
  }

  private static String note(boolean expired) {
    return "\"deadLetter\":{\"reason\":\"%s\",\"code\":\"x\",\"at\":\"2026-01-01T00:00:00Z\"}"
        .formatted(expired ? "expired" : "recipient_refused");
  }

  /** A user with the role operator. */
  private record Operator(String password) {

    String send(HttpRequest.Builder request) throws Exception {
      HttpResponse<String> response =
          Http.send(request.header("Authorization", Http.basic(RoleUsers.OPERATOR, password)));
      assertThat(response.statusCode()).as(response.body()).isBetween(200, 202);
      return response.body();
    }

    long millisOfFirstPage(URI search) throws Exception {
      long begun = System.nanoTime();
      String body = send(HttpRequest.newBuilder(search));
      long millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
      System.out.println(millis + " ms for " + search.getQuery() + ": " + summary(body));
      return millis;
    }

    String start(URI url) throws Exception {
      String body = send(HttpRequest.newBuilder(url).POST(BodyPublishers.noBody()));
      return body.replaceAll(".*\"job\":\"([0-9a-f]+)\".*", "$1");
    }
  }

  private static String summary(String body) {
    return body.replaceAll("\"messages\":\\[.*],\"scanned", "\"scanned");
  }

  private static long moved(RedisClient redis, String job) {
    return Long.parseLong(redis.hget("queue:email:job:" + job, "moved"));
  }

  @Test
  void a_long_job_keeps_its_rate_and_is_continued_after_a_kill() throws Exception {
    try (RedisServer server = RedisServer.start("--appendonly", "yes");
        RedisClient redis = RedisClient.create("127.0.0.1", server.port());
        SmtpServer smtp = Servers.mailServer();
        ApplicationServer wildFly =
            ApplicationServer.start(
                ServerSetup.of(
                    ServerKind.WILDFLY, "jobs", Servers.environment(server.url(), smtp)))) {
      fill(redis);
      // Keeps the redriven messages in pending, where they can be counted.
      redis.set("queue:email:paused", "counting");
      Operator operator = new Operator(RoleUsers.createOn(wildFly).password());
      operator.millisOfFirstPage(wildFly.url(DEAD_LETTERS));

      for (String query : List.of("reason=expired", "q=user5", "q=nowhere", "field.to=none")) {
        assertThat(operator.millisOfFirstPage(wildFly.url(DEAD_LETTERS + "?" + query)))
            .isLessThan(300);
      }
      redis.configSet("slowlog-log-slower-than", "2000");
      String job =
          operator.start(wildFly.url(DEAD_LETTERS + "/redrive?reason=expired&rate=" + RATE + "/s"));
      assertRate(redis, job, 10);

      wildFly.kill();
      long killed = System.nanoTime();
      wildFly.restart();
      long atKill = moved(redis, job);
      await().atMost(PATIENCE).until(() -> moved(redis, job) > atKill);
      System.out.println("moves again " + seconds(killed) + " s after the kill");
      assertRate(redis, job, 10);
      await()
          .atMost(PATIENCE)
          .until(() -> "done".equals(redis.hget("queue:email:job:" + job, "state")));

      try (Jedis admin = new Jedis("127.0.0.1", server.port())) {
        print(admin.slowlogGet(128));
      }
      assertThat(redis.hgetAll("queue:email:job:" + job))
          .containsAllEntriesOf(
              Map.of("moved", "" + ALL / SHARE, "found", "" + ALL / SHARE, "refused", "0"));
      assertThat(oldestFirst(redis, "queue:email:pending")).isEqualTo(expected(true));
      assertThat(oldestFirst(redis, "queue:email:dead_letter")).isEqualTo(expected(false));
    }
  }

  private static void fill(RedisClient redis) {
    for (int from = 0; from < ALL; from += 1000) {
      redis.lpush(
          "queue:email:dead_letter",
          IntStream.range(from, from + 1000).mapToObj(LongJobCrashIT::dead).toArray(String[]::new));
    }
  }

  /** Checks the rate between two moments at which the job has just moved messages. */
  private static void assertRate(RedisClient redis, String job, int seconds) {
    long first = moved(redis, job);
    await().atMost(PATIENCE).pollDelay(Duration.ZERO).until(() -> moved(redis, job) > first);
    long begun = System.nanoTime();
    long start = moved(redis, job);
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> moved(redis, job) >= start + (long) RATE * seconds);
    double rate = (moved(redis, job) - start) / seconds(begun);
    System.out.println("rate " + rate);
    assertThat(rate).isBetween(RATE * 0.9, RATE * 1.1);
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private static void print(List<Slowlog> slow) {
    List<Long> micros = new ArrayList<>(slow.stream().map(Slowlog::getExecutionTime).toList());
    Collections.sort(micros);
    System.out.println("scripts of more than 2 ms, in µs: " + micros);
  }

  private static List<String> oldestFirst(RedisClient redis, String key) {
    List<String> entries = new ArrayList<>(redis.lrange(key, 0, -1));
    Collections.reverse(entries);
    return entries;
  }

  private static List<String> expected(boolean moved) {
    return IntStream.range(0, ALL)
        .filter(number -> (number % SHARE == 0) == moved)
        .mapToObj(LongJobCrashIT::dead)
        .toList();
  }
}
