package com.couponcommerce.workers.it;

import static com.couponcommerce.workers.testkit.server.RoleUsers.OPERATOR;
import static com.couponcommerce.workers.testkit.server.RoleUsers.PRODUCER;
import static com.couponcommerce.workers.testkit.server.RoleUsers.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.testkit.server.ApplicationServer;
import com.couponcommerce.workers.worker.Build;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Uses a queue over HTTP like operators and producers. */
class QueuesIT extends DeployedWar {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String EMAIL = "/api/v1/queues/email";
  private static final String MESSAGES = EMAIL + "/messages";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ApplicationServer server = Servers.running().server();
  private ChannelQueue queue;

  @BeforeEach
  void empty() {
    queue = emptyQueueAndWorkingMailServer();
  }

  @AfterEach
  void leave() {
    queue.clear();
    queue.close();
  }

  private HttpResponse<String> as(String user, HttpRequest.Builder request) throws Exception {
    String login = Http.basic(user, Servers.running().users().password());
    return Http.send(request.header("Authorization", login));
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(server.url(path));
  }

  private HttpRequest.Builder body(String path, String type, String body) {
    return to(path).header("Content-Type", type).POST(BodyPublishers.ofString(body));
  }

  private HttpResponse<String> post(String user, String path, String body) throws Exception {
    return as(user, body(path, "application/json", body));
  }

  private JsonNode email() throws Exception {
    HttpResponse<String> response = getAs(VIEWER, EMAIL);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  private static List<String> ids(HttpResponse<String> response) throws Exception {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    JsonNode ids = JSON.readTree(response.body()).get("ids");
    return IntStream.range(0, ids.size()).mapToObj(i -> ids.get(i).asText()).toList();
  }

  private static String message(String id) {
    return "{\"id\":\"%s\",\"to\":\"user@example.com\",\"subject\":\"S\",\"body\":\"B\"}"
        .formatted(id);
  }

  @Test
  void messages_in_each_form_are_delivered() throws Exception {
    String noId = "{\"to\":\"user@example.com\",\"subject\":\"S\",\"body\":\"B\"}";
    assertThat(ids(post(PRODUCER, MESSAGES, message("a1")))).containsExactly("a1");
    assertThat(ids(post(OPERATOR, MESSAGES, "[" + message("a2") + ",\n" + noId + "]")))
        .hasSize(2)
        .first()
        .isEqualTo("a2");
    HttpRequest.Builder lines =
        body(MESSAGES, "application/x-ndjson", message("a3") + "\r\n\n" + message("a4") + "\n");
    assertThat(ids(as(PRODUCER, lines))).containsExactly("a3", "a4");

    await().atMost(PATIENCE).until(() -> smtp().mails().size() == 5);
    await().atMost(PATIENCE).until(() -> queue.underWay() == 0);
    assertThat(queue.deadLetterCount()).isZero();
  }

  @Test
  void a_field_without_effect_is_told_to_the_producer_and_to_operators() throws Exception {
    String typo =
        "{\"to\":\"user@example.com\",\"subject\":\"S\",\"body\":\"B\",\"replayTo\":\"x\"}";

    HttpResponse<String> answer = post(PRODUCER, MESSAGES, typo);

    assertThat(JSON.readTree(answer.body()).get("ignored")).hasToString("[\"replayTo\"]");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(email().get("unknownFields").findValuesAsText("name"))
                    .contains("replayTo"));
  }

  @Test
  void one_invalid_message_refuses_all_and_every_mistake_is_named() throws Exception {
    String body =
        String.join(
            "\n",
            message("b1"),
            "{\"to\":\"secret@example.com\"",
            message("b1"),
            "{\"to\":\"hidden.example.com\",\"subject\":\"S\",\"body\":\"B\"}");

    HttpResponse<String> refused = as(PRODUCER, body(MESSAGES, "application/x-ndjson", body));

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    JsonNode errors = JSON.readTree(refused.body()).get("errors");
    assertThat(errors).hasSize(3);
    assertThat(errors.get(0).asText()).startsWith("line 2: ");
    assertThat(errors.get(1).asText()).isEqualTo("line 3: id: is the same as in line 1");
    assertThat(errors.get(2).asText()).startsWith("line 4: to: ");
    assertThat(refused.body()).doesNotContain("secret", "hidden");
    assertThat(queue.pending() + smtp().mails().size()).isZero();
  }

  @Test
  void the_same_request_again_enqueues_nothing_more() throws Exception {
    String noId = "{\"to\":\"user@example.com\",\"subject\":\"S\",\"body\":\"B\"}";
    post(OPERATOR, EMAIL + "/pause", "{\"reason\":\"to count\"}");
    List<String> first = ids(as(PRODUCER, keyed(noId)));

    assertThat(ids(as(PRODUCER, keyed(noId)))).isEqualTo(first);
    assertThat(queue.pending()).isEqualTo(1);
    assertThat(as(PRODUCER, keyed(message("c1"))).statusCode()).isEqualTo(422);
    assertThat(ids(as(OPERATOR, keyed(noId)))).isNotEqualTo(first);
    assertThat(queue.pending()).isEqualTo(2);
    HttpRequest.Builder wrong = body(MESSAGES, "application/json", noId);
    assertThat(as(PRODUCER, wrong.header("Idempotency-Key", "\"\"")).statusCode()).isEqualTo(400);
  }

  private HttpRequest.Builder keyed(String body) {
    return body(MESSAGES, "application/json", body).header("Idempotency-Key", "\"k-1\"");
  }

  @Test
  void a_body_that_is_too_large_or_of_another_type_and_an_unknown_channel_are_refused()
      throws Exception {
    String large = "[" + " ".repeat(8_388_608) + "]";
    assertThat(as(PRODUCER, ofUnknownLength(large)).statusCode()).isEqualTo(413);
    String many =
        IntStream.rangeClosed(0, 1000)
            .mapToObj(i -> message("d" + i))
            .collect(Collectors.joining("\n"));
    assertThat(as(PRODUCER, body(MESSAGES, "application/x-ndjson", many)).statusCode())
        .isEqualTo(422);
    assertThat(as(PRODUCER, body(MESSAGES, "text/plain", message("d"))).statusCode())
        .isEqualTo(415);
    assertThat(post(PRODUCER, "/api/v1/queues/fax/messages", message("d")).statusCode())
        .isEqualTo(404);
    assertThat(post(VIEWER, MESSAGES, message("d")).statusCode()).isEqualTo(403);
    assertThat(queue.pending() + smtp().mails().size()).isZero();
  }

  /**
   * Returns a request in chunks. Java's client reads the answer only after it has sent everything,
   * and Payara reads no body whose announced length it has refused.
   */
  private HttpRequest.Builder ofUnknownLength(String body) {
    return to(MESSAGES)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString(body)));
  }

  @Test
  void a_full_redis_refuses_messages_and_names_the_reason() throws Exception {
    queue.redis().configSet("maxmemory", "1");
    try {
      HttpResponse<String> refused = post(PRODUCER, MESSAGES, message("e1"));

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      assertThat(refused.body()).contains("out of memory; nothing was enqueued");
    } finally {
      queue.redis().configSet("maxmemory", "0");
    }
    assertThat(queue.pending()).isZero();
  }

  @Test
  void a_paused_channel_is_shown_and_sends_nothing_until_it_is_resumed() throws Exception {
    HttpResponse<String> paused =
        post(OPERATOR, EMAIL + "/pause", "{\"reason\":\"the relay moves\",\"until\":\"30m\"}");
    assertThat(paused.statusCode()).as(paused.body()).isEqualTo(200);
    assertThat(JSON.readTree(paused.body()).get("paused").get("by").asText()).isEqualTo(OPERATOR);

    ids(post(PRODUCER, MESSAGES, "[" + message("f1") + "," + message("f2") + "]"));
    await()
        .atMost(PATIENCE)
        .until(() -> email().get("instances").path(0).path("pausedByOperator").asBoolean());

    JsonNode shown = email();
    assertThat(shown.get("paused").get("reason").asText()).isEqualTo("the relay moves");
    assertThat(shown.get("paused").has("until")).isTrue();
    assertThat(shown.get("counts").get("pending").asInt()).isEqualTo(2);
    assertThat(probe("/health/ready").body()).contains("email.paused");
    assertThat(smtp().mails()).isEmpty();

    assertThat(as(OPERATOR, to(EMAIL + "/resume").POST(BodyPublishers.noBody())).statusCode())
        .isEqualTo(200);
    await().atMost(PATIENCE).until(() -> smtp().mails().size() == 2);
    assertThat(email().get("paused").isNull()).isTrue();
  }

  @Test
  void a_pause_needs_an_operator_and_a_reason() throws Exception {
    assertThat(post(VIEWER, EMAIL + "/pause", "{\"reason\":\"x\"}").statusCode()).isEqualTo(403);
    assertThat(post(PRODUCER, EMAIL + "/resume", "{}").statusCode()).isEqualTo(403);
    HttpResponse<String> refused = post(OPERATOR, EMAIL + "/pause", "{\"until\":\"never\"}");

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(JSON.readTree(refused.body()).get("errors")).hasSize(2);
    assertThat(email().get("paused").isNull()).isTrue();
  }

  @Test
  void all_instances_are_shown_and_their_rates_are_added_up() throws Exception {
    await().atMost(PATIENCE).until(() -> email().get("instances").size() == 1);
    Object now = queue.redis().eval("return redis.call('TIME')[1] * 1000");
    queue
        .redis()
        .hset(
            "queue:email:instances",
            "other",
            "{\"beat\":"
                + now
                + ",\"host\":\"h2\",\"inFlight\":3,\"delivered\":[9000,600,1500,9000]}");
    queue.redis().hset("queue:email:instances", "broken", "{\"beat\":" + now + ",");

    HttpResponse<String> all = getAs(OPERATOR, "/api/v1/queues");
    assertThat(all.statusCode()).isEqualTo(200);
    JsonNode email = JSON.readTree(all.body()).get("queues").get(0);
    assertThat(email.get("channel").asText()).isEqualTo("email");
    JsonNode delivered = email.get("perSecond").get("delivered");
    assertThat(delivered.get("1m").asDouble()).isBetween(10.0, 20.0);
    assertThat(delivered.get("15m").asDouble()).isBetween(10.0, 20.0);
    assertThat(email.get("instances")).hasSize(2);
    JsonNode own = email.get("instances").get(0);
    assertThat(own.get("id").asText()).startsWith("coupon-workers-");
    assertThat(own.get("version").asText()).isEqualTo(Build.THIS.version());
    assertThat(own.get("revision").asText()).isEqualTo(Build.THIS.revision());
    assertThat(own.get("providers").get(0).get("name").asText()).isEqualTo("smtp");
    assertThat(own.get("breaker").isNull()).isTrue();
    assertThat(own.get("sinceHeartbeatMs").asLong()).isLessThan(12_000);
    assertThat(getAs(PRODUCER, "/api/v1/queues").statusCode()).isEqualTo(403);
    assertThat(getAs(VIEWER, "/api/v1/queues/fax").statusCode()).isEqualTo(404);
  }
}
