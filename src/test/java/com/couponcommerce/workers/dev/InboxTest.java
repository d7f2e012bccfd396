package com.couponcommerce.workers.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.testkit.sms.SmsStub;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InboxTest {
  private static final String MESSAGES =
      "/2010-04-01/Accounts/" + SmsStub.ACCOUNT_SID + "/Messages.json";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final List<String> enqueued = new ArrayList<>();
  private final List<String> optedOut = new ArrayList<>();
  private final DevSmsStub smsStub = DevSmsStub.start(0);
  private final Inbox inbox = inbox(Optional.of(smsStub));

  private Inbox inbox(Optional<DevSmsStub> stub) {
    return Inbox.start(0, Optional.empty(), stub, new ListedQueues());
  }

  private final class ListedQueues implements Queues {
    @Override
    public void enqueue(Channel channel, String payload) {
      enqueued.add(channel + " " + payload);
    }

    @Override
    public List<String> optedOut() {
      return List.copyOf(optedOut);
    }

    @Override
    public void optIn(String number) {
      optedOut.remove(number);
    }
  }

  @AfterEach
  void stop() {
    inbox.close();
    smsStub.close();
  }

  private static HttpResponse<String> ask(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder page(String path) {
    return HttpRequest.newBuilder(URI.create(inbox.url() + path));
  }

  private HttpResponse<String> post(String path, String form)
      throws IOException, InterruptedException {
    return ask(page(path).POST(BodyPublishers.ofString(form)));
  }

  private HttpResponse<String> text(String body) throws IOException, InterruptedException {
    String login = SmsStub.ACCOUNT_SID + ":" + SmsStub.AUTH_TOKEN;
    return ask(
        HttpRequest.newBuilder(smsStub.stub().url().resolve(MESSAGES))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
            .POST(BodyPublishers.ofString("To=%2B4915123456789&From=Shop&Body=" + body)));
  }

  @Test
  void an_sms_is_on_the_page_with_its_markup_escaped() throws Exception {
    text("%3Cscript%3Ealert(1)%3C%2Fscript%3E");

    assertThat(ask(page("")).body())
        .contains(
            "<td>Shop</td><td>+4915123456789</td>"
                + "<td class=\"text\">&lt;script&gt;alert(1)&lt;/script&gt;</td><td>1</td>");
  }

  @Test
  void a_script_reads_the_sms_messages_as_json() throws Exception {
    text("%22".repeat(161));

    assertThat(ask(page("texts.json")).body())
        .startsWith("[{\"number\":1,\"received\":\"")
        .contains(
            "\"to\":\"+4915123456789\",\"body\":\"" + "\\\"".repeat(161) + "\",\"segments\":2");
  }

  @ParameterizedTest
  @CsvSource({"429, 429", "503, 503", "21610, 400", "works, 201"})
  void the_stub_keeps_its_mode_until_the_next_one_is_set(String answer, int status)
      throws Exception {
    assertThat(post("phone", "answer=" + answer).statusCode()).isEqualTo(303);

    assertThat(text("Hi").statusCode()).isEqualTo(status);
    assertThat(text("Hi").statusCode()).isEqualTo(status);
    assertThat(ask(page("")).body()).contains("<strong>" + answer + "</strong>");
  }

  @Test
  void too_many_requests_come_with_a_time_to_wait() throws Exception {
    post("phone", "answer=429");

    assertThat(text("Hi").headers().firstValue("Retry-After")).contains("3");
  }

  @Test
  void a_stub_that_never_answers_accepts_no_sms() throws Exception {
    post("phone", "answer=timeout");
    HttpRequest text =
        HttpRequest.newBuilder(smsStub.stub().url().resolve(MESSAGES))
            .timeout(Duration.ofMillis(300))
            .POST(BodyPublishers.noBody())
            .build();

    assertThatThrownBy(() -> HttpClient.newHttpClient().send(text, BodyHandlers.ofString()))
        .isInstanceOf(HttpTimeoutException.class);
    assertThat(smsStub.stub().posts()).isEqualTo(1);
    assertThat(smsStub.newestFirst()).isEmpty();
  }

  @Test
  void a_number_that_opted_out_is_shown_and_taken_off_the_list() throws Exception {
    assertThat(ask(page("phone")).body()).doesNotContain("Opt-outs");
    optedOut.add("+4915123456789");

    assertThat(ask(page("phone")).body())
        .contains("dead-lettered as opted_out", "name=\"number\" value=\"+4915123456789\"");
    HttpResponse<String> answer = post("opt-in", "number=%2B4915123456789");

    assertThat(answer.headers().firstValue("Location")).contains("/phone");
    assertThat(optedOut).isEmpty();
  }

  @Test
  void an_unknown_mode_is_refused() throws Exception {
    assertThat(post("phone", "answer=418").statusCode()).isEqualTo(400);
    assertThat(smsStub.mode()).isEqualTo(StubMode.WORKS);
  }

  @Test
  void the_form_enqueues_an_sms() throws Exception {
    post("new-text", "to=%2B4915123456789&body=%22Hi%22");

    assertThat(enqueued).containsExactly("sms {\"to\":\"+4915123456789\",\"body\":\"\\\"Hi\\\"\"}");
  }

  @Test
  void a_page_of_another_site_cannot_make_the_stub_fail() throws Exception {
    HttpRequest.Builder request =
        page("phone")
            .header("Origin", "http://evil.example")
            .POST(BodyPublishers.ofString("answer=503"));

    assertThat(ask(request).statusCode()).isEqualTo(403);
    assertThat(smsStub.mode()).isEqualTo(StubMode.WORKS);
  }

  @Test
  void no_sms_is_shown_if_a_real_provider_sends_them() throws Exception {
    try (Inbox without = inbox(Optional.empty())) {
      URI url = URI.create(without.url());

      assertThat(ask(HttpRequest.newBuilder(url)).body()).doesNotContain("SMS");
      assertThat(ask(HttpRequest.newBuilder(url.resolve("/texts.json"))).statusCode())
          .isEqualTo(404);
    }
  }
}
