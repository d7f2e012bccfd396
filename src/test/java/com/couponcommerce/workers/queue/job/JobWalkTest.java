package com.couponcommerce.workers.queue.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.OnRealRedis;
import com.couponcommerce.workers.queue.audit.Actor;
import com.couponcommerce.workers.queue.browse.FoundMessage;
import com.couponcommerce.workers.queue.browse.MessageFilter;
import com.couponcommerce.workers.queue.browse.QueueReader;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.settings.SettingsReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

class JobWalkTest extends OnRealRedis {
  private static final byte[] DEAD =
      QueueKeys.of(Channel.EMAIL).deadLetter().getBytes(StandardCharsets.UTF_8);
  private static final JobOrder COUNT =
      new JobOrder(
          JobOrder.Verb.DISCARD,
          true,
          MessageFilter.ALL,
          Optional.empty(),
          new Actor("anna", "192.0.2.1"));

  private static Payload message(int number) {
    return Payload.of("{\"n\":" + number + "}");
  }

  @Test
  void a_job_that_would_never_expire_is_not_listed() {
    try (Jedis admin = new Jedis("127.0.0.1", server().port())) {
      admin.aclSetUser("no-expiry", "on", ">x", "~*", "+@all", "-pexpire");
      Map<String, String> values =
          Map.of("REDIS_URL", url().replace("redis://", "redis://no-expiry:x@"));
      try (RedisPools pools =
          new RedisPools(
              new SettingsReader(name -> Optional.ofNullable(values.get(name))).read())) {
        Jobs jobs = new Jobs(pools, Channel.EMAIL);

        assertThatThrownBy(() -> jobs.create(COUNT)).hasMessageContaining("can't run this command");
        assertThat(client.exists(QueueKeys.of(Channel.EMAIL).jobs())).isFalse();
      } finally {
        admin.aclDelUser("no-expiry");
      }
    }
  }

  /** Found by the simulation, seed 14712: one of the others was overwritten. */
  @Test
  void a_turn_that_looked_at_more_than_there_is_by_now_moves_nothing() {
    int looked = 5;
    for (int i = 0; i < looked; i++) {
      client.lpush(DEAD, message(i).bytes());
    }
    try (RedisPools pools =
        new RedisPools(
            new SettingsReader(name -> Optional.ofNullable(Map.of("REDIS_URL", url()).get(name)))
                .read())) {
      Jobs jobs = new Jobs(pools, Channel.EMAIL);
      String id =
          jobs.create(
                  new JobOrder(
                      JobOrder.Verb.REDRIVE,
                      false,
                      COUNT.filter(),
                      Optional.empty(),
                      COUNT.actor()))
              .orElseThrow();
      TakenJob unused = jobs.take("a").orElseThrow();
      Job created = jobs.find(id).orElseThrow();
      JobWindow window = new JobWalk(pools, Channel.EMAIL).next(created, looked);
      List<JobTurn.Move> moves =
          Stream.of(2, 4)
              .map(i -> new JobTurn.Move(window.messages().get(i), Optional.empty()))
              .toList();

      assertThat(client.rpop(DEAD)).isEqualTo(message(0).bytes());
      boolean moved =
          jobs.move(
              created,
              "a",
              new JobTurn(window.position(), looked, looked, 0, moves),
              Duration.ZERO);

      assertThat(moved).isFalse();
      assertThat(client.lrange(DEAD, 0, -1))
          .extracting(bytes -> new String(bytes, StandardCharsets.UTF_8))
          .containsExactly("{\"n\":4}", "{\"n\":3}", "{\"n\":2}", "{\"n\":1}");
    }
  }

  @Test
  void what_follows_a_message_that_is_larger_than_a_window_is_read() {
    Map<String, String> values = Map.of("REDIS_URL", url(), "MAX_MESSAGE_BYTES", "4194304");
    byte[] large = "x".repeat(QueueReader.MAX_BYTES + 1).getBytes(StandardCharsets.UTF_8);
    client.lpush(DEAD, large, Payload.of("{\"a\":1}").bytes(), Payload.of("{\"a\":2}").bytes());
    try (RedisPools pools =
        new RedisPools(new SettingsReader(name -> Optional.ofNullable(values.get(name))).read())) {
      Jobs jobs = new Jobs(pools, Channel.EMAIL);
      JobWalk walk = new JobWalk(pools, Channel.EMAIL);
      String id = jobs.create(COUNT).orElseThrow();
      TakenJob unused = jobs.take("a").orElseThrow();
      Job created = jobs.find(id).orElseThrow();

      JobWindow first = walk.next(created, 1);
      JobPosition next =
          new JobPosition(0, first.position().bound(), first.messages().get(0).sha1());
      JobTurn turn = new JobTurn(next, 1, 1, 0, List.of());
      jobs.move(created, "a", turn, Duration.ZERO);
      JobWindow rest = walk.next(jobs.find(id).orElseThrow(), 500);

      assertThat(first.messages())
          .extracting(FoundMessage::size)
          .containsExactly((long) large.length);
      assertThat(rest.messages())
          .extracting(FoundMessage::payload)
          .containsExactly(Payload.of("{\"a\":1}"), Payload.of("{\"a\":2}"));
    }
  }
}
