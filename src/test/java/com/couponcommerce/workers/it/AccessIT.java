package com.couponcommerce.workers.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.it.ApiDescription.Operation;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.browse.QueueSecret;
import com.couponcommerce.workers.testkit.server.RoleUsers;
import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls every endpoint of the API as each role, and with every kind of forbidden request. */
class AccessIT extends DeployedWar {
  private static final ApiDescription DESCRIPTION = new ApiDescription();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String JSON = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String NDJSON = "application/x-ndjson";

  /** Default limit of a body in bytes: BodyLimit.DEFAULT. */
  private static final int DEFAULT_LIMIT = 65_536;

  private static final String MAIL =
      "{\"to\":\"user@example.com\",\"subject\":\"s\",\"body\":\"b\"}";

  private static final String DEAD_LETTER = MAIL.replace("{", "{\"id\":\"d1\",");
  private static final String DEAD = "/queues/{channel}/dead-letters";

  /** Secret of both channels, so that the name of an entry is known beforehand. */
  private static final String SECRET = "of AccessIT";

  private static final String ENTRY = new QueueSecret(SECRET).entry(Payload.of(DEAD_LETTER));
  private static final String DEAD_ENTRY = "/queues/email/dead-letters/" + ENTRY;

  /**
   * A request that succeeds for a user with the required role.
   *
   * @param type content type of the body; empty if there is none
   * @param status status of the answer to such a user
   * @param maxBytes limit of the body; 0 if it has none
   */
  record Call(String name, String path, String type, String body, int status, int maxBytes) {
    boolean isWebhook() {
      return path.startsWith("/webhooks/");
    }

    String method() {
      return name.substring(0, name.indexOf(' '));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Call get(String template, String path, int status) {
    return new Call("GET " + template, path, "", "", status, 0);
  }

  private static Call post(String template, String path, int status) {
    return new Call("POST " + template, path, "", "", status, DEFAULT_LIMIT);
  }

  private static Call delete(String template, String path, int status) {
    return new Call("DELETE " + template, path, "", "", status, DEFAULT_LIMIT);
  }

  static List<Call> calls() {
    String queue = "/queues/{channel}";
    return List.of(
        get("/session", "/session", 204),
        get("/session/enter", "/session/enter", 303),
        delete("/session", "/session", 204),
        new Call(
            "POST /session",
            "/session",
            JSON,
            "{\"user\":\"anna\",\"password\":\"wrong\"}",
            401,
            16_384),
        get("/whoami", "/whoami", 200),
        get("/settings", "/settings", 200),
        get("/health/redis", "/health/redis", 200),
        get("/audit", "/audit?limit=5", 200),
        get("/problems", "/problems", 200),
        get("/queues", "/queues", 200),
        get(queue, "/queues/sms", 200),
        get(queue + "/export", "/queues/email/export?state=dead_letter", 200),
        get(queue + "/import/{id}", "/queues/email/import/nothing", 404),
        get(queue + "/messages", "/queues/email/messages?state=pending", 200),
        get(queue + "/dead-letters", "/queues/email/dead-letters", 200),
        get(queue + "/dead-letters/reasons", "/queues/email/dead-letters/reasons", 200),
        get(queue + "/schema", "/queues/email/schema", 200),
        get(queue + "/jobs", "/queues/email/jobs", 200),
        get(queue + "/jobs/{job}", "/queues/email/jobs/0123456789abcdef", 404),
        get("/messages/{channel}/{id}", "/messages/email/r1", 200),
        post("/messages/{channel}/{id}/reveal", "/messages/email/r1/reveal", 200),
        post(queue + "/resume", "/queues/sms/resume", 200),
        post(queue + "/jobs/{job}/stop", "/queues/email/jobs/0123456789abcdef/stop", 404),
        post(DEAD + "/redrive", "/queues/email/dead-letters/redrive?dryRun=true", 202),
        new Call(
            "POST " + DEAD + "/discard",
            "/queues/email/dead-letters/discard",
            JSON,
            "{\"entries\":[{\"entry\":\"" + ENTRY + "\",\"place\":0}]}",
            200,
            DEFAULT_LIMIT),
        post(DEAD + "/{entry}/redrive", DEAD_ENTRY + "/redrive", 200),
        post(DEAD + "/{entry}/reveal", DEAD_ENTRY + "/reveal", 200),
        delete(DEAD, "/queues/email/dead-letters?reason=expired&dryRun=true", 202),
        delete(DEAD + "/{entry}", DEAD_ENTRY, 204),
        get("/recipients/{address}", "/recipients/user@example.com", 200),
        delete("/recipients/{address}", "/recipients/unknown@example.net", 200),
        new Call(
            "PATCH " + DEAD + "/{entry}",
            DEAD_ENTRY,
            "application/merge-patch+json",
            "{\"subject\":\"other\"}",
            200,
            DEFAULT_LIMIT),
        new Call(
            "POST /webhooks/twilio/status",
            "/webhooks/twilio/status",
            FORM,
            "MessageSid=SM1&MessageStatus=delivered",
            // The request is not signed.
            403,
            DEFAULT_LIMIT),
        new Call(
            "POST " + queue + "/pause",
            "/queues/sms/pause",
            JSON,
            "{\"reason\":\"AccessIT\"}",
            200,
            DEFAULT_LIMIT),
        new Call(
            "POST " + queue + "/messages", "/queues/email/messages", JSON, MAIL, 202, 8_388_608),
        new Call(
            "POST " + queue + "/import",
            "/queues/email/import?format=redis-cli&name=access",
            NDJSON,
            MAIL + "\n",
            200,
            0));
  }

  private ChannelQueue queue;

  @BeforeEach
  void fill() {
    queue = ChannelQueue.emails(redis());
    seed();
    awaitSecret();
  }

  /** Waits until the instance uses the secret; it may know the one of an earlier test. */
  private static void awaitSecret() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                Http.get(
                        Servers.running().server().url("/api/v1/queues/email/dead-letters"),
                        RoleUsers.VIEWER,
                        Servers.running().users().password())
                    .body()
                    .contains(ENTRY));
  }

  @AfterEach
  void empty() {
    queue.clear();
    queue.close();
  }

  /** Fills both queues and pauses them, so that only requests change anything. */
  private void seed() {
    queue.clear();
    for (String channel : List.of("email", "sms")) {
      String prefix = "queue:" + channel + ":";
      queue.redis().set(prefix + "paused", "maintenance");
      queue.redis().lpush(prefix + "pending", MAIL, MAIL.replace("user", "other"));
      queue.redis().zadd(prefix + "retry", 9e12, MAIL.replace("{", "{\"id\":\"r1\","));
      queue.redis().lpush(prefix + "dead_letter", DEAD_LETTER, "no json");
      queue.redis().set(prefix + "secret", SECRET);
    }
  }

  /** Returns the content of every key, except those that the instance itself keeps writing. */
  private Map<String, String> snapshot() {
    Map<String, String> keys = new TreeMap<>();
    for (String key : queue.redis().keys("*")) {
      byte[] dump = queue.redis().dump(key);
      if (!key.endsWith(":instances") && !key.endsWith(":probe") && dump != null) {
        keys.put(key, HexFormat.of().formatHex(dump));
      }
    }
    return keys;
  }

  private static Operation operation(Call call) {
    return Objects.requireNonNull(DESCRIPTION.operations().get(call.name()), call.name());
  }

  private static HttpRequest.Builder request(Call call, String type, BodyPublisher body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(Servers.running().server().url("/api/v1" + call.path()))
            .version(HttpClient.Version.HTTP_1_1)
            .timeout(Duration.ofSeconds(30))
            .method(call.method(), body);
    return type.isEmpty() ? request : request.header("Content-Type", type);
  }

  private static HttpRequest.Builder request(Call call) {
    return request(
        call,
        call.type(),
        call.body().isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(call.body()));
  }

  private static HttpRequest.Builder as(String role, HttpRequest.Builder request) {
    return request.header("Authorization", Http.basic(role, Servers.running().users().password()));
  }

  private static void assertRefused(Call call, HttpRequest.Builder request, int status)
      throws Exception {
    HttpResponse<String> answer = Http.send(request);

    assertThat(answer.statusCode()).as(call + ": " + answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(answer.body()).contains("\"status\":" + status);
    assertThat(DESCRIPTION.problems(call.method(), call.path(), answer)).isEmpty();
  }

  /** Returns the status of a request that announces a body and does not send it. */
  private static int statusOfAnnounced(Call call, String role, String type, int length)
      throws Exception {
    URI url = Servers.running().server().url("/api/v1" + call.path());
    String head =
        String.join(
            "\r\n",
            call.method() + " /api/v1" + call.path() + " HTTP/1.1",
            "Host: localhost",
            "Authorization: " + Http.basic(role, Servers.running().users().password()),
            "Content-Type: " + type,
            "Content-Length: " + length,
            "Connection: close",
            "",
            "");
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      byte[] start = socket.getInputStream().readNBytes("HTTP/1.1 413".length());
      return Integer.parseInt(new String(start, StandardCharsets.US_ASCII).substring(9));
    }
  }

  @Test
  void every_endpoint_is_asked() {
    assertThat(calls())
        .extracting(Call::name)
        .containsExactlyInAnyOrderElementsOf(DESCRIPTION.operations().keySet());
  }

  @ParameterizedTest
  @MethodSource("calls")
  void a_caller_without_the_role_changes_nothing(Call call) throws Exception {
    Operation operation = operation(call);
    Map<String, String> before = snapshot();

    if (!operation.isPublic()) {
      assertRefused(call, request(call), 401);
      for (String role : RoleUsers.NAMES) {
        if (!operation.roles().contains(role)) {
          assertRefused(call, as(role, request(call)), 403);
        }
      }
    } else if (call.isWebhook()) {
      assertRefused(call, request(call), call.status());
      assertRefused(call, request(call, JSON, BodyPublishers.ofString("{}")), 415);
    }

    assertThat(snapshot()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("calls")
  void a_request_of_another_site_type_or_size_changes_nothing(Call call) throws Exception {
    Operation operation = operation(call);
    boolean isGuarded =
        !operation.isSafe() || operation.roles().equals(List.of(RoleUsers.OPERATOR));
    if (call.isWebhook() || !isGuarded) {
      return;
    }
    // The login itself needs none, and this one is ignored.
    String role = operation.isPublic() ? RoleUsers.VIEWER : operation.roles().get(0);
    Map<String, String> before = snapshot();

    for (String site : List.of("cross-site", "same-site")) {
      assertRefused(call, as(role, request(call)).header("Sec-Fetch-Site", site), 403);
    }
    for (String origin : List.of("https://evil.example.com", "null")) {
      assertRefused(call, as(role, request(call)).header("Origin", origin), 403);
    }
    if (operation.isSafe() || call.method().equals("DELETE")) {
      // RefusalIT sends bodies with a DELETE.
      assertThat(snapshot()).isEqualTo(before);
      return;
    }
    for (String type : List.of("text/plain", FORM)) {
      assertRefused(call, as(role, request(call, type, BodyPublishers.ofString("a=b"))), 415);
    }
    if (call.maxBytes() > 0) {
      byte[] large = " ".repeat(call.maxBytes() + 1).getBytes(StandardCharsets.UTF_8);
      String type = call.type().isEmpty() ? JSON : call.type();
      assertThat(statusOfAnnounced(call, role, type, large.length)).isEqualTo(413);
      if (!call.type().isEmpty()) {
        BodyPublisher chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large));
        assertRefused(call, as(role, request(call, type, chunked)), 413);
      }
    }

    assertThat(snapshot()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("calls")
  void a_caller_with_the_role_is_served_and_each_change_is_audited(Call call) throws Exception {
    Operation operation = operation(call);
    List<String> roles = operation.isPublic() ? List.of("") : operation.roles();
    for (String role : roles) {
      seed();
      HttpRequest.Builder request = request(call).header("Sec-Fetch-Site", "same-origin");

      HttpResponse<String> answer = Http.send(role.isEmpty() ? request : as(role, request));

      assertThat(answer.statusCode()).as(role + ": " + answer.body()).isEqualTo(call.status());
      assertThat(DESCRIPTION.problems(call.method(), call.path(), answer)).isEmpty();
      await().atMost(PATIENCE).until(AccessIT::noJobRuns);
      if (!operation.isSafe() && !operation.isPublic() && call.status() < 300) {
        HttpResponse<String> audit = getAs(RoleUsers.OPERATOR, "/api/v1/audit?user=" + role);
        assertThat(audit.body())
            .contains("\"user\":\"" + role + "\"", "\"from\":\"127.0.0.1\"")
            .doesNotContain("user@example.com", "\"entries\":[]");
      }
    }
  }

  private static boolean noJobRuns() throws Exception {
    return !getAs(RoleUsers.VIEWER, "/api/v1/queues/email/jobs")
        .body()
        .contains("\"state\":\"running\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/openapi", "/openapi.json"})
  void the_description_of_the_api_is_there_to_the_letter_after_a_login(String path)
      throws Exception {
    for (String role : RoleUsers.NAMES) {
      for (String accept : List.of("*/*", JSON, "application/yaml")) {
        URI url = Servers.running().server().url(path);
        HttpResponse<String> answer =
            Http.send(as(role, HttpRequest.newBuilder(url).header("Accept", accept)));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith(JSON);
        assertThat(answer.headers().map().keySet())
            .noneMatch(header -> header.toLowerCase(Locale.ROOT).startsWith("access-control"));
        assertThat(answer.body()).isEqualTo(DESCRIPTION.text());
      }
    }
    assertThat(get(path).statusCode()).isEqualTo(401);
    assertThat(getAs(RoleUsers.VIEWER, "/openapi/anything").statusCode()).isEqualTo(404);
  }
}
