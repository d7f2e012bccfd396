package com.couponcommerce.workers.limit;

import com.couponcommerce.workers.settings.RateLimit;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A rate limiter without Redis, whose clock only {@link #tick} moves. */
public final class InMemoryRateLimiter implements RateLimiter {
  private final Map<String, List<Long>> admissions = new HashMap<>();
  private long clock = 1_795_431_218_663_311L;
  private final Map<String, Long> due = new HashMap<>();

  /** Moves the clock. */
  public synchronized void tick(Duration time) {
    clock += TimeUnit.NANOSECONDS.toMicros(time.toNanos());
  }

  @Override
  public synchronized Permits permit(RateLimit limit, int most) {
    return permit("claim", limit, most);
  }

  @Override
  public synchronized Duration handOver(RateLimit limit) {
    Permits one = permit("hand over", limit, 1);
    return one.granted() == 1 ? Duration.ZERO : one.untilNext();
  }

  private Permits permit(String what, RateLimit limit, int most) {
    Spacing spacing = Spacing.of(limit);
    long latest = clock + spacing.earlyMicros() + spacing.intervalMicros();
    long next = Math.min(latest, Math.max(due.getOrDefault(what, clock), clock));
    int granted = 0;
    while (granted < most && next <= clock + spacing.earlyMicros()) {
      next += spacing.intervalMicros();
      granted++;
    }
    due.put(what, next);
    return new Permits(granted, micros(Math.max(0, next - spacing.earlyMicros() - clock)));
  }

  @Override
  public synchronized Duration admit(RateLimit limit, Set<String> recipients) {
    long window = TimeUnit.NANOSECONDS.toMicros(limit.per().toNanos());
    long wait = 0;
    for (String recipient : recipients) {
      List<Long> newestFirst = of(recipient);
      if (newestFirst.size() >= limit.permits()) {
        wait = Math.max(wait, newestFirst.get(limit.permits() - 1) + window - clock);
      }
    }
    if (wait == 0) {
      recipients.forEach(recipient -> of(recipient).add(0, clock));
    }
    return micros(wait);
  }

  private List<Long> of(String recipient) {
    return admissions.computeIfAbsent(recipient, name -> new ArrayList<>());
  }

  private static Duration micros(long micros) {
    return Duration.of(micros, ChronoUnit.MICROS);
  }
}
