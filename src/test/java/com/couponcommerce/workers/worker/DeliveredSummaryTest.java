package com.couponcommerce.workers.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.log.DeliveredLines;
import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LoggedLines;
import com.couponcommerce.workers.message.Channel;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeliveredSummaryTest {
  private final LoggedLines lines = new LoggedLines();

  private DeliveredSummary summary(DeliveredLines wanted) {
    return new DeliveredSummary(new EventLog(lines), wanted);
  }

  @Test
  void many_messages_are_one_line_for_each_channel() {
    DeliveredSummary summary = summary(DeliveredLines.SUMMARY);
    for (int i = 1; i <= 100; i++) {
      summary.count(Channel.EMAIL, Duration.ofMillis(i));
    }
    summary.count(Channel.SMS, Duration.ofMillis(7));

    summary.runOnce();
    summary.runOnce();

    assertThat(lines.all())
        .containsExactly(
            "INFO delivered channel=email count=100 mean_ms=50 max_ms=100",
            "INFO delivered channel=sms count=1 mean_ms=7 max_ms=7");
  }

  @Test
  void it_writes_nothing_where_each_message_has_its_line() {
    DeliveredSummary summary = summary(DeliveredLines.EACH);

    summary.count(Channel.EMAIL, Duration.ofMillis(1));
    summary.runOnce();

    assertThat(lines.all()).isEmpty();
  }
}
