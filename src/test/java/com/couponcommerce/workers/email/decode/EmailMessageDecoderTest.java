package com.couponcommerce.workers.email.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.couponcommerce.workers.message.EmailAddress;
import com.couponcommerce.workers.message.EmailMessage;
import com.couponcommerce.workers.message.EmailMessage.Header;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.RefusedMessageException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailMessageDecoderTest {

  static EmailMessage decode(String json) throws RefusedMessageException {
    return EmailMessageDecoder.decode(MessageFields.parse(Payload.of(json)));
  }

  /** Returns the fields that each mail needs, with the given ones. */
  static EmailMessage with(String fields) throws RefusedMessageException {
    return decode("{\"to\":\"a@x.test\",\"subject\":\"Hi\",\"body\":\"Text\"," + fields + "}");
  }

  @Test
  void a_plain_body_is_a_text() throws Exception {
    EmailMessage message = decode("{\"to\":\"a@x.test\",\"subject\":\"Hi\",\"body\":\"Text\"}");

    assertThat(message.recipients().to()).containsExactly(new EmailAddress("a@x.test"));
    assertThat(message.content().subject()).isEqualTo("Hi");
    assertThat(message.content().text()).hasValue("Text");
    assertThat(message.content().html()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE html><p>x",
        " \\n<html><p>x",
        "<HTML lang=\\\"de\\\">",
        "\\ufeff<html>"
      })
  void a_body_that_is_a_page_is_html(String body) throws Exception {
    EmailMessage message = decode("{\"to\":\"a@x.test\",\"body\":\"" + body + "\"}");

    assertThat(message.content().html()).isPresent();
    assertThat(message.content().text()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Use <html> tags", "<p>x</p>", "<!doctype xml>", ""})
  void any_other_body_is_text(String body) throws Exception {
    EmailMessage message = decode("{\"to\":\"a@x.test\",\"body\":\"" + body + "\"}");

    assertThat(message.content().text()).hasValue(body);
  }

  @Test
  void remaining_recipients_are_the_envelope() throws Exception {
    EmailMessage message =
        with("\"cc\":\"b@x.test\",\"bcc\":[\"c@x.test\"],\"remaining\":[\"c@X.test\"]");

    assertThat(message.recipients().all()).containsExactly("a@x.test", "b@x.test", "c@x.test");
    assertThat(message.recipients().envelope()).containsExactly("c@x.test");
  }

  @Test
  void an_address_in_two_fields_is_one_recipient() throws Exception {
    assertThat(with("\"cc\":[\"A <a@x.test>\"]").recipients().envelope())
        .containsExactly("a@x.test");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"remaining\":[\"z@x.test\"]",
        "\"remaining\":[]",
        "\"from\":\"user\"",
        "\"from\":[\"a@x.test\",\"b@x.test\"]",
        "\"replyTo\":\"a@b.test\\r\\nBcc: x@y.test\"",
        "\"cc\":5",
        "\"bcc\":{\"a\":1}",
        "\"headers\":{\"Bcc\":\"x@y.test\"}",
        "\"headers\":{\"Content-Type\":\"text/html\"}",
        "\"headers\":{\"content-transfer-encoding\":\"8bit\"}",
        "\"headers\":{\"MIME-Version\":\"2\"}",
        "\"headers\":{\"DKIM-Signature\":\"v=1\"}",
        "\"headers\":{\"Resent-To\":\"x@y.test\"}",
        "\"headers\":{\"Received\":\"from x\"}",
        "\"headers\":{\"Return-Path\":\"<x@y.test>\"}",
        "\"headers\":{\"Message-ID\":\"<1@x>\"}",
        "\"headers\":{\"X-A: 1\\r\\nBcc\":\"x@y.test\"}",
        "\"headers\":{\"X A\":\"1\"}",
        "\"headers\":{\"\":\"1\"}",
        "\"headers\":{\"X-A\":\"1\\r\\nBcc: x@y.test\"}",
        "\"headers\":{\"X-A\":\"1\\u0000\"}",
        "\"headers\":[\"X-A\"]",
        "\"listUnsubscribe\":\"http://x.test/u\"",
        "\"listUnsubscribe\":\"mailto:u@x.test\"",
        "\"listUnsubscribe\":\"javascript:x\"",
        "\"listUnsubscribe\":\"https://x.test/u>,<http://evil.test\"",
        "\"listUnsubscribe\":\"https://x.test/u\\r\\nBcc: x@y.test\"",
        "\"listUnsubscribe\":\"https:///u\"",
        "\"attachments\":[{\"filename\":\"a.txt\"}]",
        "\"attachments\":[{\"filename\":\"a\\r\\nb\",\"content\":\"\"}]",
        "\"attachments\":[{\"filename\":\"../a\",\"content\":\"\"}]",
        "\"attachments\":[{\"content\":\"%%%\"}]",
        "\"attachments\":[{\"content\":\"\",\"contentType\":\"text\"}]",
        "\"attachments\":[{\"content\":\"\",\"contentType\":\"multipart/mixed\"}]",
        "\"attachments\":[{\"content\":\"\",\"contentType\":\"text/plain\\r\\nX: y\"}]",
        "\"attachments\":[{\"content\":\"\",\"contentId\":\"a>b\"}]",
        "\"attachments\":\"x\""
      })
  void a_harmful_field_is_refused_without_being_quoted(String fields) {
    assertThatThrownBy(() -> with(fields))
        .isInstanceOf(RefusedMessageException.class)
        .hasMessageMatching(
            "(remaining|from|replyTo|cc|bcc|headers|listUnsubscribe|attachments)[^:]*: .+")
        .hasMessageNotContaining("y.test");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"body\":\"x\"}",
        "{\"to\":[],\"body\":\"x\"}",
        "{\"to\":\"a@x.test\"}",
        "{\"to\":\"a@x.test\",\"body\":\"x\",\"subject\":\"a\\r\\nBcc: b@x.test\"}",
        "{\"to\":\"a@x.test\",\"body\":\"x\",\"subject\":\"a\\u0000\"}"
      })
  void a_mail_needs_a_recipient_a_content_and_a_clean_subject(String json) {
    assertThatThrownBy(() -> decode(json)).isInstanceOf(RefusedMessageException.class);
  }

  @Test
  void a_hundred_recipients_are_the_maximum() throws Exception {
    String hundred =
        IntStream.range(0, 100)
            .mapToObj(i -> "\"r" + i + "@x.test\"")
            .collect(Collectors.joining(",", "[", "]"));

    assertThat(decode("{\"to\":" + hundred + ",\"body\":\"x\"}").recipients().all()).hasSize(100);
    assertThatThrownBy(() -> decode("{\"to\":" + hundred + ",\"cc\":\"b@x.test\",\"body\":\"x\"}"))
        .hasMessageContaining("at most 100");
  }

  @Test
  void one_click_unsubscribing_has_both_headers() throws Exception {
    assertThat(with("\"listUnsubscribe\":[\"https://x.test/u?i=1\",\"mailto:u@x.test\"]").headers())
        .containsExactly(
            new Header("List-Unsubscribe", "<https://x.test/u?i=1>, <mailto:u@x.test>"),
            new Header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
  }

  @Test
  void an_attachment_is_decoded() throws Exception {
    EmailMessage message =
        with(
            "\"attachments\":[{\"filename\":\"größe.pdf\",\"contentType\":\"application/pdf\","
                + "\"content\":\"aGVs\\r\\nbG8=\",\"contentId\":\"logo@x\"}]");

    assertThat(message.content().attachments())
        .singleElement()
        .satisfies(
            file -> {
              assertThat(file.filename()).isEqualTo("größe.pdf");
              assertThat(file.contentType()).isEqualTo("application/pdf");
              assertThat(file.contentId()).hasValue("logo@x");
              assertThat(file.content()).asString().isEqualTo("hello");
            });
  }
}
