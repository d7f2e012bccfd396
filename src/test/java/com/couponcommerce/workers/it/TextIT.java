package com.couponcommerce.workers.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** The provider's client inside the server, with the server's own copies of what it uses. */
class TextIT extends DeployedWar {
  @Test
  void a_text_arrives() {
    phone().forget();
    try (RedisClient redis = RedisClient.create("127.0.0.1", redis().port())) {
      redis.lpush("queue:sms:pending", "{\"to\":\"+4917012345678\",\"body\":\"Hi\"}");

      await().atMost(Duration.ofSeconds(20)).until(() -> !phone().texts().isEmpty());
      await().atMost(Duration.ofSeconds(20)).until(() -> redis.zcard("queue:sms:processing") == 0);

      assertThat(phone().texts())
          .extracting("to", "body")
          .containsExactly(tuple("+4917012345678", "Hi"));
      assertThat(redis.llen("queue:sms:dead_letter")).isZero();
      assertThat(redis.zcard("queue:sms:retry")).isZero();
    }
  }
}
