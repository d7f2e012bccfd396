package com.couponcommerce.workers.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.couponcommerce.workers.message.field.EmailFields;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageFieldsTest {

  static MessageFields parse(String json) throws RefusedMessageException {
    return MessageFields.parse(Payload.of(json));
  }

  @Test
  void fields_are_read_by_their_kind() throws Exception {
    MessageFields fields =
        parse(
            """
            {"to":["a@x.org","b@x.org"],"subject":"Hi","retries":2,"headers":{"X-A":"1"},
             "attachments":[{"filename":"a.txt"}],"cc":null}\
            """);

    assertThat(fields.reader().texts(EmailFields.TO)).containsExactly("a@x.org", "b@x.org");
    assertThat(fields.reader().texts(EmailFields.SUBJECT)).containsExactly("Hi");
    assertThat(fields.count("retries", 10)).hasValue(2);
    assertThat(fields.reader().objects(EmailFields.ATTACHMENTS))
        .singleElement()
        .satisfies(file -> assertThat(file.text(EmailFields.FILENAME)).hasValue("a.txt"));
    assertThat(fields.has("cc")).isFalse();
    assertThat(fields.text("missing")).isEmpty();
  }

  static Stream<byte[]> payloads_that_are_not_one_json_object() {
    return Stream.of(
            "",
            " ",
            "x",
            "5",
            "null",
            "[]",
            "[{\"to\":\"a@x.org\"}]",
            "{",
            "{\"a\":1}{\"b\":2}",
            "{\"a\":1} x",
            "{\"a\":1}]",
            "{'a':1}",
            "{a:1}",
            "{\"a\":01}",
            "{\"a\":1,}",
            "{\"a\":NaN}",
            "{\"a\":\"line\nbreak\"}",
            "{\"a\":1,\"a\":2}",
            "{\"a\":{\"b\":1,\"b\":2}}",
            "\ufeff{\"a\":1}",
            "{\"a\":" + "9".repeat(2000) + "}",
            "{\"a\":1." + "9".repeat(2000) + "}",
            "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}",
            "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000))
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @MethodSource
  void payloads_that_are_not_one_json_object(byte[] bytes) {
    assertThatThrownBy(() -> MessageFields.parse(new Payload(bytes)))
        .isInstanceOf(RefusedMessageException.class);
  }

  static Stream<byte[]> payloads_in_another_encoding() {
    String json = "{\"to\":\"a@x.org\"}";
    return Stream.of(
        json.getBytes(StandardCharsets.UTF_16),
        json.getBytes(StandardCharsets.UTF_16LE),
        "{\"to\":\"ä\"}".getBytes(StandardCharsets.ISO_8859_1),
        new byte[] {'{', '"', (byte) 0xc0, (byte) 0x80, '"', ':', '1', '}'},
        new byte[] {'{', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', ':', '1', '}'});
  }

  @ParameterizedTest
  @MethodSource
  void payloads_in_another_encoding(byte[] bytes) {
    assertThatThrownBy(() -> MessageFields.parse(new Payload(bytes)))
        .isInstanceOf(RefusedMessageException.class);
  }

  @Test
  void an_error_quotes_nothing_of_the_payload() {
    assertThatThrownBy(() -> parse("{\"to\":\"a@x.org\",\"otp\":secret123}"))
        .hasMessageContaining("at character")
        .hasMessageNotContaining("secret123");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-1", "1.5", "1e3", "1e999999999", "\"x\"", "true", "[1]", "{\"a\":1}", "11"})
  void a_count_is_a_whole_number_within_its_bound(String value) throws Exception {
    MessageFields fields = parse("{\"retries\":" + value + "}");

    assertThatThrownBy(() -> fields.count("retries", 10))
        .isInstanceOf(RefusedMessageException.class)
        .hasMessage("retries: must be a whole number from 0 to 10");
  }

  @Test
  void half_an_emoji_is_replaced() throws Exception {
    assertThat(parse("{\"subject\":\"Hi \\ud83d\"}").text("subject")).hasValue("Hi \ufffd");
    assertThat(parse("{\"subject\":\"Hi \\ud83d\\ude00\"}").text("subject")).hasValue("Hi 😀");
  }

  @Test
  void an_id_may_be_text_or_a_number() throws Exception {
    assertThat(parse("{\"id\":\"a-1\"}").id()).hasValue(new MessageId("a-1"));
    assertThat(parse("{\"id\":130775545883395173}").id())
        .hasValue(new MessageId("130775545883395173"));
    assertThat(parse("{}").id()).isEmpty();
    for (String bad :
        List.of(
            "\"a\\u0000b\"", "\"a b\"", "\"a\\r\\nb\"", "true", "\"" + "x".repeat(201) + "\"")) {
      MessageFields fields = parse("{\"id\":" + bad + "}");
      assertThatThrownBy(fields::id).isInstanceOf(RefusedMessageException.class);
    }
  }

  @Test
  void editing_keeps_the_text_of_every_other_field() throws Exception {
    String json =
        "{ \"order\" : 9007199254740993 , \"price\":1.10,\"tags\":[ ],\"n\":1e999,"
            + "\"u\":\"\\u00e4\\/\", \"retries\":1 ,\"deep\":{\"a\" : [1, 2]}}";

    Payload edited = parse(json).edit().set("retries", 2).set("id", "m\"1").toPayload();

    assertThat(edited)
        .isEqualTo(
            Payload.of(
                "{\"order\" : 9007199254740993,\"price\":1.10,\"tags\":["
                    + " ],\"n\":1e999,\"u\":\"\\u00e4\\/\",\"retries\":2,\"deep\":{\"a\" : [1,"
                    + " 2]},\"id\":\"m\\\"1\"}"));
  }

  @Test
  void editing_works_on_an_empty_object_and_removes() throws Exception {
    assertThat(parse("{}").edit().set("id", "1").toPayload())
        .isEqualTo(Payload.of("{\"id\":\"1\"}"));
    assertThat(parse("{\"a\":1}").edit().remove("a").toPayload()).isEqualTo(Payload.of("{}"));
    assertThat(parse("{\"a\": [1] }").edit().json("a")).hasValue("[1]");
  }

  @Test
  void elements_of_an_array_keep_their_text() throws Exception {
    PayloadEditor editor =
        parse("{\"a\":[ 1.10, \"x\\u00e4]\" ,{\"b\" : [2]},[ ], null],\"c\":{},\"d\":[]}").edit();

    assertThat(editor.elements("a"))
        .containsExactly("1.10", "\"x\\u00e4]\"", "{\"b\" : [2]}", "[ ]", "null");
    assertThat(editor.elements("c")).isEmpty();
    assertThat(editor.elements("d")).isEmpty();
    assertThat(editor.elements("e")).isEmpty();
  }
}
