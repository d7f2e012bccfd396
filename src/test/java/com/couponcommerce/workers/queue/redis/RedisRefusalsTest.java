package com.couponcommerce.workers.queue.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** Errors of Redis, as users with and without a login may read them. */
class RedisRefusalsTest {
  private static final String ADDRESS = "redis.internal:6379";

  private static void assertPublic(JedisException error, String shown) {
    QueueUnavailableException e = RedisRefusals.unavailable(ADDRESS, error);

    assertThat(e).hasMessageContaining(ADDRESS);
    assertThat(e.publicReason()).isEqualTo(shown).doesNotContain("internal", "10.0.0.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "WRONGPASS invalid username-password pair or user is disabled. |"
            + " Redis refuses: WRONGPASS (check user and password in REDIS_URL)",
        "MOVED 3999 10.0.0.7:6381 |"
            + " Redis refuses: MOVED (this is a Redis Cluster: use redis-cluster:// in REDIS_URL,"
            + " and QUEUE_KEY_PREFIX with {…})",
        "ERR unknown command at 10.0.0.7 | Redis refuses: ERR",
        "redis.internal is broken | Redis refuses: an error that the log has",
      })
  void a_refusal_is_shown_without_hosts(String error, String shown) {
    assertPublic(new JedisDataException(error), shown);
  }

  @ParameterizedTest
  @CsvSource({
    "Failed to connect to any host resolved for DNS name.",
    "Failed to connect to 10.0.0.7:6379",
  })
  void an_outage_is_shown_without_hosts(String error) {
    assertPublic(
        new JedisConnectionException(error), "Redis does not answer; the log has its error");
  }
}
