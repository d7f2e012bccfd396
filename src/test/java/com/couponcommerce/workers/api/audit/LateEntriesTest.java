package com.couponcommerce.workers.api.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.OnRealRedis;
import com.couponcommerce.workers.queue.audit.Actor;
import com.couponcommerce.workers.queue.audit.AuditEntry;
import com.couponcommerce.workers.queue.audit.AuditSearch;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Adds entries to a real Redis that does not take them at first. */
class LateEntriesTest extends OnRealRedis {
  private static final String TRAIL = QueueKeys.of(Channel.EMAIL).audit();
  private static final Instant NOW = Instant.parse("2026-11-29T10:00:00.5Z");

  private static AuditEntry discard(int number) {
    return Audit.entry(
        new Actor("anna", "127.0.0.1"),
        "discard",
        Optional.of(Channel.EMAIL),
        List.of("e" + number),
        "unknown");
  }

  private List<String> outcomes() {
    return new AuditSearch(redis)
            .search(Optional.empty(), Optional.empty(), Optional.empty(), entry -> true, 10)
            .entries()
            .stream()
            .map(recorded -> recorded.entry().ids() + " " + recorded.entry().outcome())
            .toList();
  }

  @Test
  void entries_are_added_in_their_order_as_soon_as_redis_takes_them() {
    LateEntries late = new LateEntries(redis, () -> NOW);
    client.set(TRAIL, "in the way");
    late.add(discard(1), Channel.EMAIL);
    late.add(discard(2), Channel.EMAIL);

    late.runOnce();
    client.del(TRAIL);
    late.runOnce();
    late.runOnce();

    assertThat(outcomes())
        .containsExactly(
            "[e2] unknown (at 2026-11-29T10:00:00Z, recorded later)",
            "[e1] unknown (at 2026-11-29T10:00:00Z, recorded later)");
  }

  @Test
  void memory_is_bounded() {
    LateEntries late = new LateEntries(redis, () -> NOW);
    for (int i = 0; i < LateEntries.MAX_WAITING; i++) {
      assertThat(late.add(discard(i), Channel.EMAIL)).isTrue();
    }

    assertThat(late.add(discard(-1), Channel.EMAIL)).isFalse();
  }
}
