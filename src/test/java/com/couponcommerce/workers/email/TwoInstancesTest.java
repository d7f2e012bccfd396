package com.couponcommerce.workers.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.queue.redis.UnderWay;
import com.couponcommerce.workers.testkit.redis.RedisServer;
import com.couponcommerce.workers.testkit.smtp.ReceivedMail;
import com.couponcommerce.workers.testkit.smtp.SmtpServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** Two instances that get each id three times, with three contents. */
class TwoInstancesTest {
  private static final QueueKeys KEYS = QueueKeys.of(Channel.EMAIL);
  private static final int IDS = 2000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Time in which a mail that was accepted is acked: longer than a batch of acks waits. */
  private static final Duration UNTIL_ACK = Duration.ofSeconds(1);

  @Test
  @SuppressWarnings("SystemOut") // the command's report
  void each_id_is_sent_once_though_one_instance_is_killed() throws Exception {
    try (RedisServer server = RedisServer.start();
        RedisClient redis = RedisClient.create("127.0.0.1", server.port());
        SmtpServer smtp = SmtpServer.start();
        WorkerProcess killed = new WorkerProcess(server.url(), smtp.port());
        WorkerProcess other = new WorkerProcess(server.url(), smtp.port())) {
      redis.lpush(
          KEYS.pending(),
          IntStream.range(0, 3 * IDS).mapToObj(i -> mail(i)).toArray(String[]::new));
      await().atMost(PATIENCE).until(() -> smtp.received() > IDS / 3);
      assertThat(killed.isAlive() && other.isAlive()).isTrue();
      killed.kill();
      Instant end = Instant.now();
      await().atMost(PATIENCE).until(() -> UnderWay.count(redis, KEYS) == 0);

      Map<String, List<ReceivedMail>> byId =
          smtp.mails().stream().collect(Collectors.groupingBy(mail -> mail.recipients().get(0)));
      List<List<ReceivedMail>> twice =
          byId.values().stream().filter(all -> all.size() > 1).toList();
      System.out.printf(
          "%d ids three times, one of two instances killed: %d sent, %d of them twice after an"
              + " unknown outcome%n",
          IDS, byId.size(), twice.size());
      assertThat(byId).hasSize(IDS);
      assertThat(twice)
          .allSatisfy(
              all -> {
                assertThat(all).hasSize(2);
                assertThat(all.get(0).received()).isBetween(end.minus(UNTIL_ACK), end);
              });
    }
  }

  private static String mail(int number) {
    int id = number / 3;
    return "{\"id\":\"m%d\",\"to\":\"r%d@x.test\",\"subject\":\"%d\",\"body\":\"x\"}"
        .formatted(id, id, number);
  }
}
