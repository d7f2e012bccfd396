package com.couponcommerce.workers.it;

import static com.couponcommerce.workers.testkit.server.RoleUsers.PRODUCER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.shapes.ReaderView;
import com.couponcommerce.workers.shapes.Shape;
import com.couponcommerce.workers.shapes.Shapes;
import com.couponcommerce.workers.shapes.WholeMail;
import com.couponcommerce.workers.testkit.smtp.ReceivedMail;
import com.couponcommerce.workers.testkit.smtp.SmtpScript;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Gives each shape of an e-mail to the deployed application, on its Redis list and over HTTP. */
class ShapesIT extends DeployedWar {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The mail server of these tests does not offer SMTPUTF8. */
  private final List<Shape> shapes =
      Shapes.of(Channel.EMAIL).stream()
          .filter(shape -> !shape.title().contains("letters before the at sign"))
          .toList();

  private ChannelQueue queue;

  @BeforeEach
  void empty() {
    queue = ChannelQueue.emails(redis());
    queue.clear();
    smtp().script(SmtpScript.usual());
    smtp().password(Servers.PASSWORD);
    smtp().forgetMails();
  }

  @AfterEach
  void leave() {
    queue.clear();
    queue.close();
  }

  private List<Shape> sent() {
    return shapes.stream().filter(shape -> shape.outcome().get(0).equals("sent")).toList();
  }

  /** Returns what the readers of the mails are to see, in the order of the text. */
  private List<String> expected() {
    return sent().stream()
        .map(
            shape ->
                shape.outcome().stream()
                    .skip(1)
                    .filter(line -> !line.startsWith("  ignored: "))
                    .map(String::strip)
                    .collect(Collectors.joining("\n")))
        .sorted()
        .toList();
  }

  private static List<String> seen(List<ReceivedMail> mails) throws Exception {
    List<String> seen = new ArrayList<>();
    for (ReceivedMail mail : mails) {
      WholeMail.check(mail);
      seen.add(String.join("\n", ReaderView.of(mail, "noreply@example.com")));
    }
    return seen.stream().sorted().toList();
  }

  @Test
  void on_the_list_each_becomes_what_the_table_says() throws Exception {
    List<Payload> refused =
        shapes.stream().filter(shape -> !shape.isServed()).map(Shape::payload).toList();

    queue.push(shapes.stream().map(Shape::payload).toArray(Payload[]::new));
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                smtp().mails().size() >= expected().size()
                    && queue.deadLetterCount() >= refused.size());

    assertThat(seen(smtp().mails())).isEqualTo(expected());
    assertThat(queue.deadLetters()).containsExactlyInAnyOrderElementsOf(refused);
  }

  @Test
  void over_http_each_is_accepted_or_refused_with_the_same_sentence() throws Exception {
    // An array is several messages there.
    List<Shape> single =
        shapes.stream()
            .filter(shape -> shape.isServed() || !shape.sentence().contains("is an array"))
            .toList();
    for (Shape shape : single) {
      HttpResponse<String> answer = post(shape.payload());
      assertThat(answer.statusCode()).as(shape.title()).isEqualTo(shape.isServed() ? 202 : 422);
      JsonNode json = JSON.readTree(answer.body());
      if (shape.isServed()) {
        assertThat(texts(json.path("ignored"))).as(shape.title()).isEqualTo(shape.ignored());
      } else {
        String said = json.path("detail").asText() + " " + texts(json.path("errors"));
        assertThat(said.replace("the body ", "the payload "))
            .as(shape.title())
            .contains(shape.sentence());
      }
    }
    await().atMost(PATIENCE).until(() -> smtp().mails().size() >= expected().size());

    assertThat(seen(smtp().mails())).isEqualTo(expected());
    assertThat(queue.deadLetterCount()).isZero();
  }

  private static String texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining(", "));
  }

  /** Posts a message; the limit of requests may ask for patience. */
  private static HttpResponse<String> post(Payload payload) {
    return await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () ->
                Http.send(
                    HttpRequest.newBuilder(
                            Servers.running().server().url("/api/v1/queues/email/messages"))
                        .header(
                            "Authorization",
                            Http.basic(PRODUCER, Servers.running().users().password()))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(payload.bytes()))),
            answer -> answer.statusCode() != 429);
  }

  @Test
  void the_schema_is_served() throws Exception {
    HttpResponse<String> schema = getAs(PRODUCER, "/api/v1/queues/sms/schema");

    assertThat(schema.statusCode()).isEqualTo(200);
    assertThat(schema.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/schema+json");
    assertThat(
            JSON.readTree(schema.body()).path("properties").path("to").path("description").asText())
        .contains("phone number");
  }
}
