package com.couponcommerce.workers.api.person;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LoggedLines;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ForgedReportsTest {
  private final LoggedLines lines = new LoggedLines();
  private final AtomicInteger counted = new AtomicInteger();
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final ForgedReports reports =
      new ForgedReports(counted::incrementAndGet, new EventLog(lines), nanos::get);

  @Test
  void each_is_counted_and_the_first_of_a_minute_is_logged() {
    reports.refused("192.0.2.1");
    reports.refused("192.0.2.2");
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    reports.refused("192.0.2.3");

    assertThat(counted).hasValue(3);
    assertThat(lines.all()).hasSize(2);
    assertThat(lines.all().get(0))
        .startsWith("WARNING report-refused channel=sms from=192.0.2.1 advice=")
        .contains("TWILIO_STATUS_CALLBACK_URL");
    assertThat(lines.all().get(1)).contains("from=192.0.2.3");
  }
}
