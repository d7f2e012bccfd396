package com.couponcommerce.workers.api.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Error messages of the scripts in bin; {@code BackupIT} runs the scripts with a real server. */
class ScriptsTest {
  private static final String QUEUE = "GET /api/v1/queues/email";
  private static final String PAUSE = "POST /api/v1/queues/email/pause";
  private static final String RESUME = "POST /api/v1/queues/email/resume";
  private static final int PATIENCE_SECONDS = 60;

  /** Status for a connection that breaks. */
  private static final int LOST = 0;

  private final Map<String, Integer> answers = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private Path directory;
  private HttpServer server;

  @BeforeEach
  void start(@TempDir Path temporary) throws IOException {
    directory = temporary;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    answers.put(QUEUE, 200);
    answers.put(RESUME, 200);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    requests.add(request);
    int status = answers.getOrDefault(request, 404);
    if (status != LOST) {
      byte[] body = "{\"paused\":null}".getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  /** Runs backup.sh, which ends with 1, and returns its output. */
  private String backup() throws Exception {
    Path output = directory.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder("bash", "bin/backup.sh", "--channel", "email", directory.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("COUPON_WORKERS_URL", "http://127.0.0.1:" + server.getAddress().getPort());
    environment.put("COUPON_WORKERS_USER", "anna");
    environment.put("COUPON_WORKERS_PASSWORD", "secret");
    environment.remove("COUPON_WORKERS_CURL_CONFIG");
    Process process = builder.start();
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    String printed = Files.readString(output);
    assertThat(process.exitValue()).as(printed).isEqualTo(1);
    return printed;
  }

  @Test
  void a_user_without_the_right_to_pause_is_told_only_that() throws Exception {
    answers.put(PAUSE, 403);

    assertThat(backup())
        .isEqualTo(
            "backup.sh: pausing channel email: the server does not let this user do it (403);"
                + " it needs the role operator\n");
    assertThat(requests).containsExactly(QUEUE, PAUSE);
  }

  @Test
  void a_pause_whose_answer_was_lost_is_ended() throws Exception {
    answers.put(PAUSE, LOST);

    assertThat(backup()).contains("did not answer");
    assertThat(requests).containsExactly(QUEUE, PAUSE, RESUME);
  }

  @Test
  void a_pause_that_failed_in_the_server_is_ended() throws Exception {
    answers.put(PAUSE, 503);

    assertThat(backup()).contains("the server answers 503");
    assertThat(requests).containsExactly(QUEUE, PAUSE, RESUME);
  }

  @Test
  void a_wrong_password_is_called_that() throws Exception {
    answers.put(QUEUE, 401);

    assertThat(backup())
        .isEqualTo(
            "backup.sh: asking for channel email: the user or the password is wrong (401);"
                + " correct COUPON_WORKERS_USER and COUPON_WORKERS_PASSWORD\n");
  }
}
