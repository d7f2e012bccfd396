package com.couponcommerce.workers.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.Payload;
import java.lang.System.Logger.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventLogTest {
  private final LoggedLines lines = new LoggedLines();
  private final EventLog log = new EventLog(lines);

  @AfterEach
  void reset() {
    EventLog.write(LogFormat.TEXT);
  }

  private static Throwable fault() {
    return new IllegalStateException(
        "no mail to ann.lee@x.test\nfor you",
        new IllegalArgumentException("+4915123456789", new NullPointerException()));
  }

  @Test
  void braces_and_apostrophes_are_no_format() {
    log.info(LogLine.of("e").text("reply", "it's {0} {"));

    assertThat(lines.all()).containsExactly("INFO e reply=\"it's {0} {\"");
  }

  @Test
  void a_stack_trace_is_masked() {
    log.error(LogLine.of("bug"), fault());

    assertThat(lines.all().get(0))
        .contains("ERROR bug\njava.lang.IllegalStateException: no mail to a***@x.test\\nfor you\n")
        .contains("Caused by: java.lang.IllegalArgumentException: +49…789\n")
        .contains("Caused by: java.lang.NullPointerException\n")
        .contains("at com.couponcommerce.workers.log.EventLogTest.fault")
        .doesNotContain("ann.lee");
  }

  @Test
  void in_json_the_stack_trace_is_a_field_of_the_line() throws Exception {
    EventLog.write(LogFormat.JSON);

    log.error(LogLine.of("bug").with("id", "7"), fault());

    String json = lines.all().get(0).substring("ERROR ".length());
    assertThat(MessageFields.parse(Payload.of(json)).text("stack").orElseThrow())
        .contains("IllegalStateException: no mail to a***@x.test")
        .contains("EventLogTest.fault");
  }

  @Test
  void a_line_below_the_level_is_not_written() {
    lines.from(Level.INFO);
    log.debug(LogLine.of("e"), fault());

    assertThat(lines.all()).isEmpty();
  }

  @Test
  void a_circular_chain_of_causes_ends() {
    Exception one = new Exception("one");
    one.initCause(new Exception("two", one));

    log.error(LogLine.of("bug"), one);

    assertThat(lines.all()).hasSize(1);
  }
}
