package com.couponcommerce.workers.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.couponcommerce.workers.message.Channel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads REDIS_URLs with several servers, and QUEUE_KEY_PREFIX. */
class RedisSettingsReaderTest {

  private static RedisSettings read(Map<String, String> values) {
    return new SettingsReader(name -> Optional.ofNullable(values.get(name))).read().redis();
  }

  private static RedisUrl url(String text) {
    return read(Map.of("REDIS_URL", text, "QUEUE_KEY_PREFIX", "{queue:email}")).url();
  }

  @Test
  void sentinels_are_named_as_lettuce_names_them() {
    RedisUrl url = url("rediss-sentinel://app:p%40ss@s1,s2:26380,[::1]/3#mymaster");

    assertThat(url.layout()).isEqualTo(RedisLayout.SENTINEL);
    assertThat(url.nodes())
        .containsExactly(
            new RedisNode("s1", 26_379), new RedisNode("s2", 26_380), new RedisNode("::1", 26_379));
    assertThat(url.tls()).isTrue();
    assertThat(url.password()).hasValue(new Secret("p@ss"));
    assertThat(url.database()).isEqualTo(3);
    assertThat(url.master()).hasValue("mymaster");
    assertThat(url.address())
        .isEqualTo("rediss-sentinel://s1:26379,s2:26380,[::1]:26379/3#mymaster");
  }

  @Test
  void a_cluster_is_named_by_some_of_its_servers() {
    RedisUrl url = url("redis-cluster://:s3cret@c1:7000,c2");

    assertThat(url.layout()).isEqualTo(RedisLayout.CLUSTER);
    assertThat(url.nodes())
        .isEqualTo(List.of(new RedisNode("c1", 7000), new RedisNode("c2", 6379)));
    assertThat(url.address()).isEqualTo("redis-cluster://c1:7000,c2:6379/0");
  }

  @ParameterizedTest
  @CsvSource({
    "'redis-sentinel://s1,s2', REDIS_URL names no master",
    "redis://h#mymaster, which only sentinels know",
    "redis-cluster://h#mymaster, which only sentinels know",
    "'redis://h1,h2', REDIS_URL names 2 servers",
    "redis-cluster://h/2, a Redis Cluster has only 0",
    "redis-cluster://h, 'QUEUE_KEY_PREFIX is \"queue:email\", but a Redis Cluster'",
    "redis-cluster://h, 'set {queue:email}, for producers too'",
    "'redis-cluster://u:s3cret@h1,,h2', 'REDIS_URL is \"redis-cluster://***@h1,,h2\"'",
    "redis-sentinel://h:0#m, REDIS_URL is",
    "redisss://h, REDIS_URL is"
  })
  void a_contradiction_is_a_mistake_with_a_remedy(String url, String complaint) {
    assertThatThrownBy(() -> read(Map.of("REDIS_URL", url)))
        .hasMessageContaining(complaint)
        .hasMessageNotContaining("s3cret");
  }

  @ParameterizedTest
  @CsvSource({
    "queue:email, queue:sms",
    "{queue:email}, {queue:sms}",
    "{shop}:email, {shop}:sms",
    "shop-1/email_queue, shop-1/sms_queue"
  })
  void the_word_email_in_the_prefix_stands_for_the_channel(String prefix, String forSms) {
    KeyPrefix read = read(Map.of("QUEUE_KEY_PREFIX", prefix)).keyPrefix();

    assertThat(read.of(Channel.EMAIL)).isEqualTo(prefix);
    assertThat(read.of(Channel.SMS)).isEqualTo(forSms);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "queue",
        "queue:",
        "queue:email:",
        "email:email",
        "queue email",
        "queue:email\u0007x",
        "queue:*:email",
        "{queue:email",
        "queue:email}",
        "}email{",
        "{}queue:email",
        "{queue}:{email}",
        "{{queue:email}}",
        "queue:email.............................................................................................."
      })
  void an_unusable_prefix_is_refused(String prefix) {
    assertThatThrownBy(() -> read(Map.of("QUEUE_KEY_PREFIX", prefix)))
        .hasMessageContaining("QUEUE_KEY_PREFIX is")
        .hasMessageContaining("with email in it once");
  }
}
