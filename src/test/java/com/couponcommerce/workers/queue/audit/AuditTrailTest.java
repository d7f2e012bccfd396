package com.couponcommerce.workers.queue.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.OnRealRedis;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XAddParams;

class AuditTrailTest extends OnRealRedis {
  private static final QueueKeys EMAIL = QueueKeys.of(Channel.EMAIL);
  private static final QueueKeys SMS = QueueKeys.of(Channel.SMS);

  private static AuditEntry entry(String action, Channel channel) {
    return new AuditEntry(
        new Actor("anna\n\"ä", "127.0.0.1"),
        action,
        Optional.of(channel),
        new AuditEntry.Changed(List.of("m1", "m2"), 2),
        "done");
  }

  private void at(QueueKeys keys, String id, String action) {
    client.xadd(
        keys.audit(), Map.of("action", action), XAddParams.xAddParams().id(new StreamEntryID(id)));
  }

  private AuditSearch.Page search(Optional<AuditPosition> before, int limit) {
    return new AuditSearch(redis)
        .search(before, Optional.empty(), Optional.empty(), entry -> true, limit);
  }

  private static List<String> actions(AuditSearch.Page page) {
    return page.entries().stream().map(recorded -> recorded.entry().action()).toList();
  }

  @Test
  void an_entry_is_read_as_it_was_written() {
    AuditEntry written = entry("redrive", Channel.SMS);
    AuditEntry ofBoth =
        new AuditEntry(
            new Actor("paul", "::1"),
            "erase",
            Optional.empty(),
            new AuditEntry.Changed(List.of(), 0),
            "done");
    new AuditTrail(redis, Channel.SMS).record(written);
    new AuditTrail(redis, Channel.EMAIL).record(ofBoth);

    assertThat(search(Optional.empty(), 10).entries())
        .extracting(RecordedEntry::entry)
        .containsExactlyInAnyOrder(ofBoth, written);
    assertThat(search(Optional.empty(), 10).next()).isEmpty();
  }

  @Test
  void many_ids_are_counted_and_the_first_of_them_kept() {
    List<String> ids = IntStream.range(0, 1000).mapToObj(i -> "m" + i).toList();
    new AuditTrail(redis, Channel.EMAIL)
        .record(
            new AuditEntry(
                new Actor("anna", ""),
                "discard",
                Optional.empty(),
                new AuditEntry.Changed(ids, 1000),
                "done"));

    AuditEntry read = search(Optional.empty(), 1).entries().get(0).entry();

    assertThat(read.ids()).isEqualTo(ids.subList(0, AuditEntry.MAX_IDS));
    assertThat(read.count()).isEqualTo(1000);
  }

  @Test
  void the_newest_of_all_channels_come_first_page_by_page() {
    at(EMAIL, "1000-0", "a");
    at(SMS, "1000-0", "b");
    at(SMS, "1000-1", "c");
    at(EMAIL, "2000-0", "d");
    at(SMS, "3000-0", "e");

    List<String> all = new ArrayList<>();
    Optional<AuditPosition> next = Optional.empty();
    do {
      AuditSearch.Page page = search(next, 1);
      all.addAll(actions(page));
      next = page.next().map(AuditPosition::toString).flatMap(AuditPosition::parse);
    } while (next.isPresent());

    assertThat(all).containsExactly("e", "d", "c", "b", "a");
  }

  @Test
  void a_time_has_its_begin_but_not_its_end() {
    at(EMAIL, "999-7", "before");
    at(EMAIL, "1000-0", "first");
    at(SMS, "1999-5", "last");
    at(SMS, "2000-0", "after");

    AuditSearch.Page page =
        new AuditSearch(redis)
            .search(
                Optional.empty(),
                Optional.of(Instant.ofEpochMilli(1000)),
                Optional.of(Instant.ofEpochMilli(2000)),
                entry -> true,
                10);

    assertThat(actions(page)).containsExactly("last", "first");
  }

  @Test
  void one_question_looks_at_so_many_entries_and_the_next_goes_on() {
    for (int i = 1; i <= AuditSearch.MAX_SCANNED + 300; i++) {
      at(EMAIL, i + "-0", i == 1 ? "wanted" : "other");
    }

    AuditSearch.Page first =
        new AuditSearch(redis)
            .search(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                entry -> entry.action().equals("wanted"),
                10);
    AuditSearch.Page second =
        new AuditSearch(redis)
            .search(
                first.next(),
                Optional.empty(),
                Optional.empty(),
                entry -> entry.action().equals("wanted"),
                10);

    assertThat(first.entries()).isEmpty();
    assertThat(first.next()).isPresent();
    assertThat(actions(second)).containsExactly("wanted");
    assertThat(second.next()).isEmpty();
  }

  @Test
  void the_oldest_are_forgotten() {
    for (int i = 1; i <= 2 * AuditTrail.MAX_ENTRIES; i++) {
      at(EMAIL, i + "-0", "old");
    }

    new AuditTrail(redis, Channel.EMAIL).record(entry("new", Channel.EMAIL));

    assertThat(client.xlen(EMAIL.audit()))
        .isBetween((long) AuditTrail.MAX_ENTRIES, AuditTrail.MAX_ENTRIES + 200L);
    assertThat(actions(search(Optional.empty(), 1))).containsExactly("new");
  }

  @Test
  void a_full_redis_takes_an_entry() {
    client.configSet("maxmemory", "1");

    new AuditTrail(redis, Channel.SMS).record(entry("discard", Channel.SMS));

    assertThat(client.xlen(SMS.audit())).isOne();
  }
}
