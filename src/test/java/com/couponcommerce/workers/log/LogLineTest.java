package com.couponcommerce.workers.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.Payload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogLineTest {

  private static LogLine delivered() {
    return LogLine.of("delivered")
        .with("channel", Channel.EMAIL)
        .with("id", "o-7")
        .with("attempt", 1)
        .text("reply", "250 \"OK\" <ann@x.test>");
  }

  @Test
  void a_change_of_state_is_its_event_and_its_fields() {
    assertThat(delivered().in(LogFormat.TEXT))
        .isEqualTo(
            "delivered channel=email id=o-7 attempt=1 reply=\"250 \\\"OK\\\" <a***@x.test>\"");
  }

  @Test
  void in_json_a_line_is_one_object() {
    assertThat(delivered().in(LogFormat.JSON))
        .isEqualTo(
            "{\"event\":\"delivered\",\"channel\":\"email\",\"id\":\"o-7\",\"attempt\":1,"
                + "\"reply\":\"250 \\\"OK\\\" <a***@x.test>\"}");
  }

  @Test
  void a_sentence_shows_its_event_in_json_only() {
    LogLine line = LogLine.saying("setting-changed", "BATCH_SIZE is now 7").with("by", "x");

    assertThat(line.in(LogFormat.TEXT)).isEqualTo("BATCH_SIZE is now 7 by=x");
    assertThat(line.in(LogFormat.JSON))
        .isEqualTo("{\"event\":\"setting-changed\",\"text\":\"BATCH_SIZE is now 7\",\"by\":\"x\"}");
  }

  @ParameterizedTest
  @CsvSource({"'a b'", "a=b", "'a\"b'", "'a\\b'", "ä", "''"})
  void an_ambiguous_value_is_quoted(String id) {
    assertThat(LogLine.of("e").with("id", id).in(LogFormat.TEXT)).startsWith("e id=\"");
  }

  /** Covers forged lines, terminal escapes, reversed text and invisible characters. */
  @ParameterizedTest
  @CsvSource({
    "'a\nb','a\\nb'",
    "'a\r\nb','a\\r\\nb'",
    "'a\tb','a\\tb'",
    "'\u001b[31mred','\\u001b[31mred'",
    "'a\u0000b\u007f\u009b','a\\u0000b\\u007f\\u009b'",
    "'a\u0085b\u2028c\u2029','a\\u0085b\\u2028c\\u2029'",
    "'\u202e\u2066\u200f\u061c','\\u202e\\u2066\\u200f\\u061c'",
    "'\u200b\ufeff\u00ad','\\u200b\\ufeff\\u00ad'",
    "'\udb40\udc41','\\udb40\\udc41'",
    "'\ud800','\\ud800'",
    "'Grüße 用户 😀','Grüße 用户 😀'"
  })
  void deceptive_characters_are_escaped_everywhere(String value, String shown) throws Exception {
    LogLine line = LogLine.saying("e", value).with("id", value).text("error", value);
    String json = line.in(LogFormat.JSON);

    assertThat(line.in(LogFormat.TEXT)).startsWith(shown).endsWith("error=\"" + shown + "\"");
    assertThat(json).contains("\"error\":\"" + shown + "\"");
    assertThat(json.lines()).hasSize(1);
    MessageFields.parse(Payload.of(json));
  }
}
