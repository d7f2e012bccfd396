package com.couponcommerce.workers.email;

import static org.assertj.core.api.Assertions.assertThatCode;

import com.couponcommerce.workers.email.decode.EmailMessageDecoder;
import com.couponcommerce.workers.email.mime.HtmlText;
import com.couponcommerce.workers.mask.Mask;
import com.couponcommerce.workers.message.EmailAddressParser;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.PayloadEditor;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.queue.browse.MaskedPayload;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Tests that reading a producer's text takes time in proportion to its length: each takes less than
 * a second, and would take a minute with a quadratic step.
 */
@Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
class LongTextsTest {
  private static final int LENGTH = 100_000;

  /** Repeated, each of them makes some careless pattern or loop go back to where it was. */
  static final List<String> UNITS =
      List.of(
          " ",
          "\t",
          "\n",
          "\r\n",
          "<",
          "@",
          "a",
          "1",
          "-",
          "(",
          "\"",
          "\\",
          "'",
          ".",
          ",",
          ";",
          "[",
          "%",
          "&",
          "\u00a0",
          "é",
          "\u0000",
          "://",
          "%40",
          "a@",
          "@a.",
          "+1",
          "1 ",
          "1-",
          "1(",
          "&#64;",
          "=?utf-8?Q?a?=",
          "a.",
          "\\n",
          "\\u0040",
          "1.1.",
          "cw-0",
          "{\"a\":",
          "[[",
          "<a href=x>",
          "<pre> ",
          "<b><p>",
          "<table><tr><td><a href=x>y",
          "<svg><a>",
          "</p>",
          "<!--");

  @ParameterizedTest
  @FieldSource("UNITS")
  void html(String unit) {
    String text = unit.repeat(LENGTH / unit.length());

    assertThatCode(() -> HtmlText.of("<pre>x" + text + "x</pre>")).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @FieldSource("UNITS")
  void masks(String unit) {
    String text = "x" + unit.repeat(LENGTH / unit.length()) + "x";

    assertThatCode(() -> Mask.text(text)).doesNotThrowAnyException();
    assertThatCode(() -> Mask.address(text)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @FieldSource("UNITS")
  void fields(String unit) throws Exception {
    String text = unit.repeat(LENGTH / unit.length()) + "x";
    ErasableAddress person =
        new ErasableAddress(EmailAddressParser.parse("to", "anna.a@example.com"));
    for (String field : List.of("to", "subject", "body", "listUnsubscribe")) {
      Payload payload =
          MessageFields.parse(Payload.of("{\"to\":\"a@example.com\",\"body\":\"x\"}"))
              .edit()
              .set(field, text)
              .toPayload();

      read(payload);
      MaskedPayload.json(payload);
      person.verdict(payload);
    }
    MaskedPayload.json(Payload.of(text));
    person.verdict(Payload.of(text));
  }

  @ParameterizedTest
  @FieldSource("UNITS")
  void attachments(String unit) {
    String text = PayloadEditor.quote(unit.repeat(LENGTH / unit.length()) + "x");
    Map.of("filename", "a", "content", "aGk=", "contentType", "text/plain")
        .forEach(
            (name, value) ->
                read(
                    Payload.of(
                        "{\"to\":\"a@example.com\",\"body\":\"x\",\"attachments\":[{\"filename\":\"a\","
                            + "\"content\":\"aGk=\",\""
                            + name
                            + "\":"
                            + text
                            + "}]}")));
  }

  private static void read(Payload payload) {
    try {
      EmailMessageDecoder.decode(MessageFields.parse(payload));
    } catch (RefusedMessageException e) {
      e.problem();
    }
  }
}
