package com.couponcommerce.workers.queue.job;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;

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
