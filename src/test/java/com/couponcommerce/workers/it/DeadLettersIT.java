package com.couponcommerce.workers.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.testkit.server.RoleUsers;
import com.couponcommerce.workers.testkit.smtp.ReceivedMail;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Finds, reveals, edits, discards and redrives dead letters over HTTP like an operator. */
class DeadLettersIT extends DeployedWar {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String OPERATOR = RoleUsers.OPERATOR;
  private static final String VIEWER = RoleUsers.VIEWER;
  private static final String DEAD_LETTERS = "/api/v1/queues/email/dead-letters";
  private static final String JOBS = "/api/v1/queues/email/jobs";
  private static final ObjectMapper JSON = new ObjectMapper();

  private ChannelQueue queue;

  @BeforeEach
  void empty() {
    queue = emptyQueueAndWorkingMailServer();
  }

  @AfterEach
  void leave() {
    queue.close();
  }

  private HttpResponse<String> call(String user, String method, String path, String body)
      throws Exception {
    return call(user, method, path, "application/merge-patch+json", body);
  }

  private HttpResponse<String> call(
      String user, String method, String path, String type, String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(Servers.running().server().url(path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .header("Authorization", Http.basic(user, Servers.running().users().password()));
    if (!body.isEmpty()) {
      request.header("Content-Type", type);
    }
    return Http.send(request);
  }

  private JsonNode answer(int status, String user, String method, String path, String body)
      throws Exception {
    HttpResponse<String> response = call(user, method, path, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return JSON.readTree(response.body());
  }

  private JsonNode read(String user, String path) throws Exception {
    return answer(200, user, "GET", path, "");
  }

  private static String dead(String id, String to, String reason) {
    return """
    {"id":"%s","to":"%s","subject":"Code 4711","body":"text","deadLetter":{"reason":"%s",\
    "code":"550 5.1.1","error":"none","at":"2026-01-01T00:00:00Z","attempts":1}}\
    """
        .formatted(id, to, reason);
  }

  @Test
  void dead_letters_are_found_revealed_edited_discarded_and_redriven() throws Exception {
    queue
        .redis()
        .lpush(
            "queue:email:dead_letter",
            dead("d1", "wrong@@example.com", "message_refused"),
            dead("d2", "anna@example.com", "recipient_refused"),
            dead("d3", "bob@example.com", "recipient_refused"),
            dead("d4", "carl@example.com", "expired"),
            "not json");

    JsonNode all = read(VIEWER, DEAD_LETTERS);
    JsonNode anna = read(OPERATOR, DEAD_LETTERS + "?q=ANNA@example.com").get("messages");
    JsonNode guessed = read(VIEWER, DEAD_LETTERS + "?q=ann").get("messages");
    assertThat(all.get("messages")).hasSize(5);
    assertThat(all.toString()).doesNotContain("anna@", "4711", "\"text\"").contains("a***@");
    assertThat(anna).hasSize(1);
    assertThat(guessed).isEmpty();
    assertThat(read(VIEWER, DEAD_LETTERS + "?q=anna@example.com").get("messages")).isEmpty();
    assertThat(read(OPERATOR, DEAD_LETTERS + "?q=ann").get("messages")).hasSize(1);
    assertThat(read(VIEWER, DEAD_LETTERS + "/reasons").get("reasons")).hasSize(4);
    assertThat(read(VIEWER, "/api/v1/queues/email/messages?state=pending").get("total").asInt())
        .isZero();
    assertThat(
            answer(400, VIEWER, "GET", DEAD_LETTERS + "?limit=999&x=1&cursor=y", "").get("errors"))
        .hasSize(3);

    JsonNode byId = read(VIEWER, "/api/v1/messages/email/d2");
    String revealed =
        answer(200, OPERATOR, "POST", "/api/v1/messages/email/d2/reveal", "").toString();
    assertThat(byId.get("messages").get(0).get("state").asText()).isEqualTo("dead_letter");
    assertThat(revealed).contains("anna@example.com");
    answer(404, VIEWER, "GET", "/api/v1/messages/email/nowhere", "");
    answer(403, VIEWER, "POST", "/api/v1/messages/email/d2/reveal", "");

    String wrong = DEAD_LETTERS + "/" + entry("message_refused");
    String broken = DEAD_LETTERS + "/" + entry("invalid");
    answer(409, OPERATOR, "POST", wrong + "/redrive", "");
    assertThat(read(VIEWER, DEAD_LETTERS + "?reason=invalid").toString())
        .contains("\"problem\":\"");
    assertThat(
            call(OPERATOR, "PATCH", wrong, "application/json", "{\"to\":\"right@example.com\"}")
                .statusCode())
        .isEqualTo(415);
    answer(422, OPERATOR, "PATCH", wrong, "{\"to\":\"still wrong\"}");
    answer(200, OPERATOR, "PATCH", wrong + "?place=0", "{\"to\":\"right@example.com\"}");
    answer(409, OPERATOR, "POST", broken + "/redrive", "");
    assertThat(call(OPERATOR, "DELETE", broken, "").statusCode()).isEqualTo(204);
    answer(404, OPERATOR, "DELETE", broken, "");
    await().atMost(PATIENCE).until(() -> smtp().mails().size() == 1);

    answer(400, OPERATOR, "DELETE", DEAD_LETTERS, "");
    answer(403, VIEWER, "POST", DEAD_LETTERS + "/redrive", "");
    String job =
        answer(202, OPERATOR, "POST", DEAD_LETTERS + "/redrive?reason=recipient_refused", "")
            .get("job")
            .asText();
    await()
        .atMost(PATIENCE)
        .until(() -> read(VIEWER, JOBS + "/" + job).get("state").asText().equals("done"));
    await().atMost(PATIENCE).until(() -> smtp().mails().size() == 3 && queue.underWay() == 0);

    assertThat(smtp().mails())
        .flatExtracting(ReceivedMail::recipients)
        .containsExactlyInAnyOrder("right@example.com", "anna@example.com", "bob@example.com");
    assertThat(queue.deadLetterCount()).isEqualTo(1);
    JsonNode done = read(VIEWER, JOBS).get("jobs").get(0);
    assertThat(done.get("moved").asInt()).isEqualTo(2);
    assertThat(done.get("by").asText()).isEqualTo(OPERATOR);
    answer(409, OPERATOR, "POST", JOBS + "/" + job + "/stop", "");
    assertThat(read(VIEWER, "/api/v1/messages/email/d2").get("delivered").asText()).isNotEmpty();
  }

  @Test
  void what_would_be_dead_again_at_once_is_not_redriven_and_a_discard_is_not_called_moved()
      throws Exception {
    String expired =
        Samples.email(1)
            .replaceFirst(
                "\\{",
                "{\"id\":\"x1\",\"expiresAt\":\"2020-01-01T00:00:00Z\","
                    + "\"deadLetter\":{\"reason\":\"expired\",\"code\":\"550 5.1.1\"},");
    queue.redis().lpush("queue:email:dead_letter", expired);
    String query = "?reason=expired&code=550";

    JsonNode refused =
        answer(409, OPERATOR, "POST", DEAD_LETTERS + "/" + entry("expired") + "/redrive", "");
    assertThat(refused.get("detail").asText()).contains("expiresAt: has passed");
    JsonNode redrive = ended(answer(202, OPERATOR, "POST", DEAD_LETTERS + "/redrive" + query, ""));
    assertThat(redrive.get("found").asInt()).isOne();
    assertThat(redrive.get("moved").asInt()).isZero();
    assertThat(redrive.get("refused").asInt()).isOne();
    JsonNode discard = ended(answer(202, OPERATOR, "DELETE", DEAD_LETTERS + query, ""));
    assertThat(discard.get("discarded").asInt()).isOne();
    assertThat(discard.has("moved")).isFalse();
    assertThat(read(OPERATOR, "/api/v1/audit?action=discard&limit=1").toString())
        .contains("discarded 1", "filter", "expired");

    answer(400, VIEWER, "GET", DEAD_LETTERS + "?reason=unknown_word", "");
    answer(400, OPERATOR, "GET", "/api/v1/audit?action=delete", "");
  }

  @Test
  void a_selection_is_redriven_or_discarded_at_once() throws Exception {
    queue
        .redis()
        .lpush(
            "queue:email:dead_letter",
            dead("s1", "anna@example.com", "recipient_refused"),
            dead("s2", "bob@example.com", "expired"),
            "not json");
    String good = entry("recipient_refused");
    String other = entry("expired");
    String broken = entry("invalid");
    String gone = "0".repeat(32);
    String entries =
        "{\"entries\":[{\"entry\":\"%s\",\"place\":0},{\"entry\":\"%s\"},{\"entry\":\"%s\",\"place\":9}]}";

    JsonNode moved = json(200, DEAD_LETTERS + "/redrive", entries.formatted(good, broken, gone));
    JsonNode discarded =
        json(200, DEAD_LETTERS + "/discard", entries.formatted(good, broken, other));

    assertThat(moved.get("moved").asInt()).isOne();
    assertThat(moved.get("refused").get(0).get("entry").asText()).isEqualTo(broken);
    assertThat(moved.get("gone").get(0).asText()).isEqualTo(gone);
    assertThat(discarded.toString()).isEqualTo("{\"discarded\":2,\"gone\":[\"" + good + "\"]}");
    assertThat(read(OPERATOR, "/api/v1/audit?action=redrive&limit=1").toString())
        .contains(good, "moved 1, refused 1, gone 1");
    json(400, DEAD_LETTERS + "/redrive?reason=expired", entries.formatted(good, broken, gone));
    json(422, DEAD_LETTERS + "/redrive", "{}");
    json(422, DEAD_LETTERS + "/discard", "{\"entries\":[{\"entry\":\"x\"}]}");
    await().atMost(PATIENCE).until(() -> smtp().mails().size() == 1);
  }

  private JsonNode json(int status, String path, String body) throws Exception {
    HttpResponse<String> response = call(OPERATOR, "POST", path, "application/json", body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return JSON.readTree(response.body());
  }

  private JsonNode ended(JsonNode started) throws Exception {
    String job = JOBS + "/" + started.get("job").asText();
    await().atMost(PATIENCE).until(() -> read(VIEWER, job).get("state").asText().equals("done"));
    return read(VIEWER, job);
  }

  @Test
  void a_person_is_found_in_all_states_by_an_operator() throws Exception {
    String mail = "{\"to\":\"Ann <zoe@example.com>\",\"body\":\"b\",\"id\":\"%s\"}";
    queue.redis().set("queue:email:paused", "maintenance");
    queue.redis().lpush("queue:email:pending", mail.formatted("p1"), Samples.email(1));
    queue.redis().zadd("queue:email:retry", 9e12, mail.formatted("r1"));
    queue.redis().lpush("queue:email:dead_letter", mail.formatted("d1"));

    JsonNode person = read(OPERATOR, "/api/v1/recipients/Zoe@EXAMPLE.com");

    assertThat(person.get("recipient").asText()).isEqualTo("Z***@example.com");
    assertThat(person.get("messages").findValuesAsText("state"))
        .containsExactly("retry", "dead_letter", "pending");
    assertThat(person.toString()).doesNotContain("zoe@").contains("\"p1\"", "\"r1\"", "\"d1\"");
    answer(403, VIEWER, "GET", "/api/v1/recipients/zoe@example.com", "");
    assertThat(answer(400, OPERATOR, "DELETE", "/api/v1/recipients/x", "").get("detail").asText())
        .contains("an e-mail address", "a phone number");
    assertThat(read(OPERATOR, "/api/v1/audit?action=find&limit=1").toString())
        .contains("Z***@example.com", "found 3");
  }

  private String entry(String reason) throws Exception {
    JsonNode messages = read(VIEWER, DEAD_LETTERS + "?reason=" + reason).get("messages");
    assertThat(messages).hasSize(1);
    return messages.get(0).get("entry").asText();
  }
}
