package com.couponcommerce.workers.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadSplitterTest {
  private final PayloadSplitter splitter = new PayloadSplitter(3);

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private List<String> json(String body) throws Exception {
    return texts(splitter.json(utf8(body)));
  }

  private List<String> lines(String body) throws Exception {
    return texts(splitter.lines(utf8(body)));
  }

  private static List<String> texts(List<PayloadSplitter.Part> parts) {
    return parts.stream()
        .map(
            part ->
                part.number() + " " + new String(part.payload().bytes(), StandardCharsets.UTF_8))
        .toList();
  }

  @Test
  void each_message_of_an_array_keeps_its_bytes() throws Exception {
    assertThat(
            json(
                " [ {\"n\": 1.10, \"x\" : [ ] } ,\r\n{\"\u00fc\":\"\ud83d\ude00,]}\\\"\"},{\"n\":9007199254740993}] \n"))
        .containsExactly(
            "1 {\"n\": 1.10, \"x\" : [ ] }",
            "2 {\"\u00fc\":\"\ud83d\ude00,]}\\\"\"}",
            "3 {\"n\":9007199254740993}");
  }

  @Test
  void one_object_is_one_message_with_the_white_space_around_it() throws Exception {
    assertThat(json("\n {\"a\":1} {")).containsExactly("1 \n {\"a\":1} {");
    assertThat(json("[]")).isEmpty();
  }

  @Test
  void an_element_that_is_no_object_is_left_to_the_decoder() throws Exception {
    assertThat(splitter.json(utf8("[1,\"two\",[3]]")))
        .extracting(PayloadSplitter.Part::number)
        .containsExactly(1, 2, 3);
    for (PayloadSplitter.Part part : splitter.json(utf8("[1,\"two\",[3]]"))) {
      assertThatThrownBy(() -> MessageFields.parse(part.payload()))
          .hasMessageStartingWith("the payload is ");
    }
  }

  @Test
  void a_message_may_be_as_deep_in_an_array_as_alone() throws Exception {
    String deepest = "{\"a\":".repeat(63) + "{}" + "}".repeat(63);

    PayloadSplitter.Part part = splitter.json(utf8("[" + deepest + "]")).get(0);

    assertThat(MessageFields.parse(part.payload()).has("a")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{},]",
        "[{}",
        "[{}]]",
        "[{}] {}",
        "[{\"a\":1,}]",
        "[{'a':1}]",
        "[NaN]",
        "[01]",
        "[{}\u0000]",
        "\u0000[{}]",
        "[\u0000{}]",
        "",
        "  ",
        "\"{}\"",
        "null",
        "to=a%40example.com"
      })
  void a_body_that_is_not_strict_json_is_refused_without_being_quoted(String body) {
    assertThatThrownBy(() -> splitter.json(utf8(body)))
        .isInstanceOf(RefusedMessageException.class)
        .hasMessageStartingWith("the body ")
        .hasMessageNotContaining("example");
  }

  @Test
  void nesting_that_would_overflow_a_parser_is_refused() {
    assertThatThrownBy(() -> splitter.json(utf8("[".repeat(1_000_000))))
        .isInstanceOf(RefusedMessageException.class);
    assertThatThrownBy(() -> splitter.json(utf8("[" + "{\"a\":".repeat(1_000_000))))
        .isInstanceOf(RefusedMessageException.class);
  }

  @Test
  void other_encodings_are_refused_and_named() {
    assertThatThrownBy(() -> splitter.json(utf8("\ufeff[{}]")))
        .hasMessageContaining("byte order mark");
    assertThatThrownBy(() -> splitter.lines(utf8("\ufeff{}")))
        .hasMessageContaining("byte order mark");
    assertThatThrownBy(() -> splitter.json("[{}]".getBytes(StandardCharsets.UTF_16LE)))
        .isInstanceOf(RefusedMessageException.class);
    assertThatThrownBy(() -> splitter.json("[{}]".getBytes(StandardCharsets.UTF_16)))
        .hasMessage("the body is UTF-16: push UTF-8");
    assertThatThrownBy(
            () -> splitter.json("[{\"\u00fc\":1}]".getBytes(StandardCharsets.ISO_8859_1)))
        .isInstanceOf(RefusedMessageException.class);
  }

  @Test
  void lines_end_as_on_any_system_and_blank_ones_count_only_as_lines() throws Exception {
    assertThat(lines("{\"a\":1}\r\n\n \t\r\n{\"b\": 2} \n{}"))
        .containsExactly("1 {\"a\":1}", "4 {\"b\": 2} ", "5 {}");
    assertThat(lines("\n\n")).isEmpty();
    assertThat(lines("{}\n")).containsExactly("1 {}");
  }

  @Test
  void more_than_allowed_are_refused_before_the_rest_is_read() {
    assertThatThrownBy(() -> splitter.json(utf8("[{},{},{},{},")))
        .hasMessage("the body has more than 3 messages: send them in several requests");
    assertThatThrownBy(() -> splitter.lines(utf8("{}\n{}\n{}\n{}")))
        .hasMessageContaining("more than 3 messages");
  }
}
