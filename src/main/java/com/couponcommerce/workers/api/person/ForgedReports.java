package com.couponcommerce.workers.api.person;

import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.observe.ReportCounters;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Tells of delivery reports that Twilio did not sign: each is counted, and the log has a warning
 * for the first of a minute. Either someone else sends them, or the settings are wrong and every
 * report of Twilio is lost.
 */
@Singleton
public class ForgedReports {
  private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

  private final Runnable counter;
  private final EventLog log;
  private final LongSupplier nanoTime;
  private final AtomicLong nextWarning;

  @Inject
  public ForgedReports(ReportCounters counters) {
    this(counters::refused, EventLog.of(ForgedReports.class), System::nanoTime);
  }

  ForgedReports(Runnable counter, EventLog log, LongSupplier nanoTime) {
    this.counter = counter;
    this.log = log;
    this.nanoTime = nanoTime;
    this.nextWarning = new AtomicLong(nanoTime.getAsLong());
  }

  /**
   * Tells of one report.
   *
   * @param address that it came from
   */
  void refused(String address) {
    counter.run();
    long now = nanoTime.getAsLong();
    long due = nextWarning.get();
    if (now - due >= 0 && nextWarning.compareAndSet(due, now + BETWEEN_WARNINGS.toNanos())) {
      log.warning(
          LogLine.of("report-refused")
              .with("channel", Channel.SMS)
              .with("from", address)
              .text(
                  "advice",
                  "the signature of a delivery report does not match; if Twilio sent it, check"
                      + " TWILIO_AUTH_TOKEN and TWILIO_STATUS_CALLBACK_URL. Further ones of this"
                      + " minute are only counted"));
    }
  }
}
