package com.couponcommerce.workers.testkit.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.couponcommerce.workers.testkit.sms.StubReply.Cut;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmsStubTest {
  private static final String MESSAGES =
      "/2010-04-01/Accounts/" + SmsStub.ACCOUNT_SID + "/Messages.json";
  private static final String TEXT = "To=%2B4917012345678&From=Shop&Body=Hi";

  private static HttpRequest.Builder post(SmsStub stub, String path, String form) {
    return HttpRequest.newBuilder(stub.url().resolve(path))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(form));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> twilio(SmsStub stub, String form)
      throws IOException, InterruptedException {
    String login = SmsStub.ACCOUNT_SID + ":" + SmsStub.AUTH_TOKEN;
    return send(
        post(stub, MESSAGES, form)
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void an_sms_is_kept_under_the_id_in_its_answer() throws Exception {
    try (SmsStub stub = SmsStub.start()) {
      HttpResponse<String> answer = twilio(stub, TEXT);

      assertThat(answer.statusCode()).isEqualTo(201);
      assertThat(stub.messages())
          .singleElement()
          .satisfies(
              text -> {
                assertThat(text.to()).isEqualTo("+4917012345678");
                assertThat(text.from()).isEqualTo("Shop");
                assertThat(text.body()).isEqualTo("Hi");
                assertThat(answer.body()).contains("\"sid\":\"" + text.id() + "\"");
              });
    }
  }

  @ParameterizedTest
  @CsvSource({
    "From=Shop&Body=Hi, 21604",
    "To=%2B4917012345678&Body=Hi, 21603",
    "To=%2B4917012345678&From=Shop, 21602",
    "To=0170&From=Shop&Body=Hi, 21211",
    "To=%2B4917012345678&From=Shop&Body=Hi&ValidityPeriod=0, 20001"
  })
  void what_twilio_refuses_is_refused(String form, int code) throws Exception {
    try (SmsStub stub = SmsStub.start()) {
      HttpResponse<String> answer = twilio(stub, form);

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("\"code\":" + code);
      assertThat(stub.received()).isZero();
    }
  }

  @Test
  void a_request_without_credentials_is_refused() throws Exception {
    try (SmsStub stub = SmsStub.start()) {
      assertThat(send(post(stub, MESSAGES, TEXT)).statusCode()).isEqualTo(401);
      assertThat(send(post(stub, "/", "Action=Publish")).body())
          .contains("<Code>MissingAuthenticationToken</Code>");
      assertThat(stub.posts()).isEqualTo(2);
    }
  }

  @Test
  void an_sms_can_be_accepted_and_the_answer_be_an_error() throws Exception {
    try (SmsStub stub = SmsStub.start()) {
      stub.script(StubScript.always(StubReply.twilioError(500, 20500, "Oops").keepingSms()));

      assertThat(twilio(stub, TEXT).statusCode()).isEqualTo(500);
      assertThat(stub.received()).isEqualTo(1);
    }
  }

  @Test
  void an_sms_can_be_accepted_and_the_answer_be_lost() throws Exception {
    try (SmsStub stub = SmsStub.start()) {
      stub.script(StubScript.always(StubReply.usual().cut(Cut.CLOSE)));

      assertThat(catchThrowable(() -> twilio(stub, TEXT))).isInstanceOf(IOException.class);
      assertThat(stub.received()).isEqualTo(1);
    }
  }
}
