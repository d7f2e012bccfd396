package com.couponcommerce.workers.api.browse;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.email.ReplyAdvice;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.OnRealRedis;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.browse.Cursor;
import com.couponcommerce.workers.queue.browse.MessageSearch;
import com.couponcommerce.workers.queue.browse.QueueSecret;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Counts 100,000 dead letters of 1.3 KB on a real Redis, answer by answer as a page does. */
@Tag("timing")
class ReasonCountsSpeedTest extends OnRealRedis {
  private static final int DEAD_LETTERS = 100_000;
  private static final int BATCH = 1000;

  private static final List<String> ERRORS =
      List.of(
          "<u***@host%d.example.org>: User unknown in virtual mailbox table (%08x)",
          "The account is over quota, see https://support.example.com/?p=%d %08x-20020a05 - gsmtp",
          "host mx%d.example.com[192.0.2.1] said: 550 Message rejected, id %08x");

  private static byte[] dead(int number) {
    String error = ERRORS.get(number % ERRORS.size()).formatted(number % 1000, number * 2_654_435);
    return "{\"id\":\"order-%d\",\"to\":\"user%d@example.com\",\"body\":\"%s\",\"deadLetter\":{\"reason\":\"recipient_refused\",\"code\":\"550 5.1.1\",\"error\":\"550 5.1.1 %s\",\"at\":\"2026-11-23T10:00:00Z\"}}"
        .formatted(number, number, "Your coupon. ".repeat(80), error)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Prints the duration; a slow machine is no failure. */
  @Test
  void all_are_counted() {
    byte[] key = QueueKeys.of(Channel.EMAIL).deadLetter().getBytes(StandardCharsets.UTF_8);
    byte[][] batch = new byte[BATCH][];
    for (int i = 0; i < DEAD_LETTERS; i++) {
      batch[i % BATCH] = dead(i);
      if (i % BATCH == BATCH - 1) {
        client.lpush(key, batch);
      }
    }
    count();

    long begin = System.nanoTime();
    long cpu = cpu();
    int answers = count();

    System.out.printf(
        "counted %d in %d answers, %d ms, of which %d ms were spent on the processor%n",
        DEAD_LETTERS,
        answers,
        Duration.ofNanos(System.nanoTime() - begin).toMillis(),
        Duration.ofNanos(cpu() - cpu).toMillis());
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private int count() {
    Advice advice = new Advice(List.of(new ReplyAdvice()));
    int answers = 0;
    long counted = 0;
    Optional<Cursor> from = Optional.empty();
    do {
      ReasonCounts counts = new ReasonCounts(Channel.EMAIL, new QueueSecret("of a test"), advice);
      MessageSearch.Page page =
          new MessageSearch(redis, Channel.EMAIL)
              .search(QueueState.DEAD_LETTER, from, counts::count, 1, MessageBrowser.BUDGET);
      assertThat(counts.json(page).build().toString()).contains("User unknown in virtual");
      answers++;
      counted += page.scanned();
      from = page.next();
    } while (from.isPresent());
    assertThat(counted).isEqualTo(DEAD_LETTERS);
    return answers;
  }
}
