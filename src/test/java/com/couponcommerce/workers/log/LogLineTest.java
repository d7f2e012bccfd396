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
        .with("try", 1)
        .text("reply", "250 \"OK\" <ann@x.test>");
  }

  @Test
  void a_change_of_state_is_its_word_and_its_fields() {
    assertThat(delivered().in(LogFormat.TEXT))
        .isEqualTo("delivered channel=email id=o-7 try=1 reply=\"250 \\\"OK\\\" <a***@x.test>\"");
  }

  @Test
  void as_json_it_is_one_object() {
    assertThat(delivered().in(LogFormat.JSON))
        .isEqualTo(
            "{\"event\":\"delivered\",\"channel\":\"email\",\"id\":\"o-7\",\"try\":1,"
                + "\"reply\":\"250 \\\"OK\\\" <a***@x.test>\"}");
  }

  @Test
  void a_sentence_has_its_event_as_json_only() {
    LogLine line = LogLine.saying("setting-changed", "BATCH_SIZE is now 7").with("by", "x");

    assertThat(line.in(LogFormat.TEXT)).isEqualTo("BATCH_SIZE is now 7 by=x");
    assertThat(line.in(LogFormat.JSON))
        .isEqualTo("{\"event\":\"setting-changed\",\"text\":\"BATCH_SIZE is now 7\",\"by\":\"x\"}");
  }

  @ParameterizedTest
  @CsvSource({"'a b'", "a=b", "'a\"b'", "'a\\b'", "ä", "''"})
  void a_value_that_could_be_taken_for_more_is_quoted(String id) {
    assertThat(LogLine.of("e").with("id", id).in(LogFormat.TEXT)).startsWith("e id=\"");
  }

  /** A forged line, a title of a terminal, a text that runs backwards, an invisible letter. */
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
  void what_could_deceive_who_reads_is_escaped_everywhere(String said, String shown)
      throws Exception {
    LogLine line = LogLine.saying("e", said).with("id", said).text("error", said);
    String json = line.in(LogFormat.JSON);

    assertThat(line.in(LogFormat.TEXT)).startsWith(shown).endsWith("error=\"" + shown + "\"");
    assertThat(json).contains("\"error\":\"" + shown + "\"");
    assertThat(json.lines()).hasSize(1);
    MessageFields.parse(Payload.of(json));
  }
}
