package com.couponcommerce.workers.it;

import static com.couponcommerce.workers.testkit.server.RoleUsers.PRODUCER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.PayloadEditor;
import com.couponcommerce.workers.shapes.ReaderView;
import com.couponcommerce.workers.shapes.Shape;
import com.couponcommerce.workers.shapes.Shapes;
import com.couponcommerce.workers.shapes.WholeMail;
import com.couponcommerce.workers.testkit.smtp.ReceivedMail;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Gives each shape of an e-mail to the deployed application, on its Redis list and over HTTP. */
class ShapesIT extends DeployedWar {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Lines of a request; the API names at most a hundred mistakes. */
  private static final int LINES = 90;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The mail server of these tests does not offer SMTPUTF8. */
  private final List<Shape> shapes =
      Shapes.of(Channel.EMAIL).stream()
          .filter(shape -> !shape.title().contains("letters before the at sign"))
          .toList();

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
  void over_http_what_is_served_is_accepted_and_arrives() throws Exception {
    List<Shape> served = shapes.stream().filter(Shape::isServed).toList();
    Set<String> ignored = new TreeSet<>();
    for (List<Shape> request : requests(served)) {
      HttpResponse<String> answer = post(request);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
      JSON.readTree(answer.body()).path("ignored").forEach(name -> ignored.add(name.asText()));
    }
    await().atMost(PATIENCE).until(() -> smtp().mails().size() >= expected().size());

    assertThat(seen(smtp().mails())).isEqualTo(expected());
    assertThat(queue.deadLetterCount()).isZero();
    assertThat(ignored)
        .isEqualTo(
            served.stream()
                .flatMap(shape -> Stream.of(shape.ignored().split(", ")))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void over_http_what_is_refused_is_refused_with_the_same_sentence() throws Exception {
    List<Shape> refused = shapes.stream().filter(shape -> !shape.isServed()).toList();
    for (List<Shape> request : requests(refused)) {
      HttpResponse<String> answer = post(request);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
      JsonNode json = JSON.readTree(answer.body());
      if (request.size() == 1) {
        String said = json.path("detail").asText() + json.path("errors");
        assertThat(said.replace("the body ", "the payload "))
            .contains(PayloadEditor.quote(request.get(0).sentence()).replaceAll("^\"|\"$", ""));
      } else {
        for (int i = 0; i < request.size(); i++) {
          assertThat(json.path("errors").path(i).asText())
              .isEqualTo("line " + (i + 1) + ": " + request.get(i).sentence());
        }
      }
    }
    assertThat(queue.pending() + smtp().mails().size()).isZero();
  }

  /**
   * Puts what fits a line into requests of many lines, and the others into requests of their own.
   */
  private static List<List<Shape>> requests(List<Shape> shapes) {
    List<Shape> lines = shapes.stream().filter(ShapesIT::isLine).toList();
    List<List<Shape>> requests = new ArrayList<>();
    for (int i = 0; i < lines.size(); i += LINES) {
      requests.add(lines.subList(i, Math.min(lines.size(), i + LINES)));
    }
    shapes.stream().filter(shape -> !isLine(shape)).forEach(shape -> requests.add(List.of(shape)));
    return requests;
  }

  private static boolean isLine(Shape shape) {
    byte[] bytes = shape.payload().bytes();
    return bytes.length > 0
        && bytes[0] != (byte) 0xef
        && new String(bytes, StandardCharsets.ISO_8859_1).indexOf('\n') < 0;
  }

  private static HttpResponse<String> post(List<Shape> request) throws Exception {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (Shape shape : request) {
      body.writeBytes(shape.payload().bytes());
      body.write('\n');
    }
    return Http.send(
        HttpRequest.newBuilder(Servers.running().server().url("/api/v1/queues/email/messages"))
            .header("Authorization", Http.basic(PRODUCER, Servers.running().users().password()))
            .header(
                "Content-Type", request.size() == 1 ? "application/json" : "application/x-ndjson")
            .POST(BodyPublishers.ofByteArray(body.toByteArray())));
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
