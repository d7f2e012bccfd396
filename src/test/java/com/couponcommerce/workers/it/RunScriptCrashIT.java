package com.couponcommerce.workers.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.testkit.redis.RedisServer;
import com.couponcommerce.workers.testkit.server.ServerKind;
import com.couponcommerce.workers.testkit.smtp.ReceivedMail;
import com.couponcommerce.workers.testkit.smtp.SmtpBarrier;
import com.couponcommerce.workers.testkit.smtp.SmtpScript;
import com.couponcommerce.workers.testkit.smtp.SmtpScript.Stage;
import com.couponcommerce.workers.testkit.smtp.SmtpServer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Starts a server, asks for its health and stops it, like a container engine and systemd. */
class RunScriptCrashIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MAILS = 200;

  /** Default of EMAIL_CONCURRENCY. */
  private static final int IN_FLIGHT = 16;

  /** Lease so short that it would end during the stop if the worker did not extend it. */
  private static final Duration LEASE = Duration.ofSeconds(3);

  /** Marks of errors in the servers' logs. */
  private static final Pattern ERROR = Pattern.compile(" (ERROR|SEVERE|SCHWERWIEGEND) |WFLYEE01");

  @ParameterizedTest
  @EnumSource
  void a_server_drains_at_a_sigterm_and_continues_at_the_next_start(
      ServerKind kind, @TempDir Path directory) throws Exception {
    try (RedisServer redis = RedisServer.start();
        SmtpServer smtp = Servers.mailServer();
        ChannelQueue queue = ChannelQueue.emails(redis);
        SmtpBarrier barrier = SmtpBarrier.before(Stage.BODY);
        RunScript server = RunScript.start(kind, directory, environment(redis, smtp))) {
      assertThat(server.health("--wait", "180")).as(server.log()).isZero();
      assertThat(metrics(server, "prometheus", "p-1").statusCode()).isEqualTo(200);
      assertThat(metrics(server, "paul", "p-2").statusCode()).isEqualTo(403);
      assertThat(metrics(server, "paul", "p-1").statusCode()).isEqualTo(401);
      assertThat(metrics(server, "paul", "p-1").headers().map())
          .doesNotContainKeys("server", "Server", "x-powered-by", "X-Powered-By");
      smtp.script(barrier);
      queue.push(Samples.emails(MAILS));
      await().atMost(PATIENCE).until(() -> smtp.commands(Stage.DATA) >= IN_FLIGHT);
      int beforeTheStop = server.log().length();

      server.terminate();
      await().atMost(PATIENCE).until(() -> queue.claimed().size() == IN_FLIGHT);
      // Redis runs on this machine, so it has the same clock.
      double atTheStop = System.currentTimeMillis();
      await().atMost(PATIENCE).until(() -> allExtended(queue, atTheStop + LEASE.toMillis()));
      barrier.open();

      assertThat(server.exitCode()).as(server.log()).isIn(RunScript.TERMINATED);
      assertThat(server.log().substring(beforeTheStop)).doesNotContainPattern(ERROR);
      assertThat(server.health()).isEqualTo(1);
      assertThat(smtp.received()).isBetween((long) IN_FLIGHT, MAILS - 1L);
      assertThat(smtp.received() + queue.pending()).isEqualTo(MAILS);
      assertThat(queue.underWay()).isEqualTo(queue.pending());

      smtp.script(SmtpScript.usual());
      server.restart();
      await().atMost(PATIENCE.multipliedBy(2)).until(() -> queue.underWay() == 0);

      assertThat(smtp.mails()).extracting(ReceivedMail::subject).doesNotHaveDuplicates();
      assertThat(smtp.received()).isEqualTo(MAILS);
      // The server drains before it answers.
      await().atMost(PATIENCE).until(() -> server.health() == 0);
      assertThat(metrics(server, "prometheus", "p-1").statusCode()).isEqualTo(200);
      assertThat(server.stop()).isIn(RunScript.TERMINATED);
    }
  }

  private static Map<String, String> environment(RedisServer redis, SmtpServer smtp) {
    Map<String, String> environment = Servers.environment(redis.url(), smtp);
    environment.put("PROCESSING_TIMEOUT_MS", "" + LEASE.toMillis());
    environment.put("USERS", "prometheus:viewer:p-1 paul:producer:p-2");
    return environment;
  }

  private static HttpResponse<String> metrics(RunScript server, String user, String password)
      throws Exception {
    // HTTP/1.1 like curl and Prometheus: over HTTP/2, servers reveal less about themselves.
    return Http.send(
        HttpRequest.newBuilder(server.url("/metrics?scope=application"))
            .version(HttpClient.Version.HTTP_1_1)
            .header("Authorization", Http.basic(user, password)));
  }

  /** Returns true if every lease was extended, so that no other worker takes what is being sent. */
  private static boolean allExtended(ChannelQueue queue, double since) {
    return queue.claimed().size() == IN_FLIGHT
        && queue.claimed().stream().allMatch(time -> time > since);
  }

  @ParameterizedTest
  @EnumSource
  void settings_that_only_the_application_finds_wrong_end_the_server(
      ServerKind kind, @TempDir Path directory) throws Exception {
    Map<String, String> environment =
        Map.of(
            "SMTP_HOST", "127.0.0.1",
            "SMTP_FROM", "noreply@example.com",
            "MAX_RETRIES", "many",
            "WORKERS", "fax");

    try (RunScript server = RunScript.start(kind, directory, environment)) {
      assertThat(server.exitCodeOfStart()).as(server.log()).isEqualTo(RunScript.WRONG_SETTINGS);
      assertThat(server.log().lines().reduce((before, last) -> last).orElseThrow())
          .startsWith("Coupon Workers cannot start, 2 settings are wrong:")
          .contains("MAX_RETRIES is \"many\"", "WORKERS is \"fax\"");
    }
  }

  @Test
  void all_mistakes_are_named_at_once_and_nothing_starts(@TempDir Path directory) throws Exception {
    Map<String, String> environment =
        Map.of(
            "PAYARA_HOME",
            "/nowhere",
            "PAYARA_DOMAIN",
            "here",
            "ADMIN_PORT",
            "x",
            "ADMIN_PASSWORD",
            "a b");

    try (RunScript server = RunScript.of(ServerKind.PAYARA, directory, environment)) {
      assertThat(server.exitCode()).isEqualTo(RunScript.WRONG_SETTINGS);
      assertThat(server.log())
          .contains("PAYARA_HOME is '/nowhere'", "WAR_FILE is ''", "PAYARA_DOMAIN is 'here'")
          .contains("ADMIN_PORT is 'x'", "ADMIN_PASSWORD is '***'")
          .doesNotContain("a b");
    }
  }
}
