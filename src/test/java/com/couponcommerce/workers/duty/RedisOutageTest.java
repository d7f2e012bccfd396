package com.couponcommerce.workers.duty;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.delivery.SettableClock;
import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LoggedLines;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines in the log when many duties wait for one Redis. */
class RedisOutageTest {
  private static final List<String> DUTIES =
      List.of("email drain", "email promote", "email reclaim", "sms drain", "sms promote");

  private final LoggedLines lines = new LoggedLines();
  private final SettableClock clock = new SettableClock();
  private final RedisOutage outage = new RedisOutage(new EventLog(lines), clock::nanoTime);

  private static QueueUnavailableException away(String error) {
    return new QueueUnavailableException(
        "Redis at 127.0.0.1:6379 does not answer: " + error, new RuntimeException(error));
  }

  @Test
  void one_outage_is_one_line_and_its_end_another() {
    DUTIES.forEach(duty -> outage.failed(duty, away("Connection refused by " + duty)));
    DUTIES.forEach(duty -> outage.failed(duty, away("Read timed out")));
    clock.tick(Duration.ofSeconds(3));
    DUTIES.forEach(outage::succeeded);
    DUTIES.forEach(outage::succeeded);

    assertThat(lines.all())
        .containsExactly(
            "WARNING Redis is unavailable; duties wait and try again"
                + " duty=\"email drain\""
                + " error=\"Redis at 127.0.0.1:6379 does not answer: Connection refused by email"
                + " drain\"",
            "INFO Redis answers again, every duty has run after_ms=3000");
  }

  @Test
  void the_next_outage_is_told_again() {
    outage.failed("email drain", away("Connection refused"));
    outage.succeeded("email drain");
    outage.failed("sms drain", away("Connection refused"));

    assertThat(lines.all()).hasSize(3);
  }
}
