package com.couponcommerce.workers.queue.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.queue.RedisMessageQueue;
import com.couponcommerce.workers.queue.RedisMessageQueueTest;
import com.couponcommerce.workers.queue.RedisSendingMarks;
import com.couponcommerce.workers.queue.SharedRedis;
import com.couponcommerce.workers.queue.instance.Pauses;
import com.couponcommerce.workers.queue.person.RedisOptOutList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisAccessControlException;

/** The users that docs/redis.md defines can do their work, and no more. */
@ExtendWith(SharedRedis.class)
class RedisUsersTest {
  private static final Pattern CALL = Pattern.compile("(?:redis\\.p?call|count)\\('([A-Z]+)'");

  /** Commands that Jedis sends by itself, or that are called outside of scripts. */
  private static final List<String> OUTSIDE_OF_SCRIPTS =
      List.of(
          "client|setname",
          "select",
          "eval",
          "evalsha",
          "blmove",
          "hgetall",
          "cluster|slots",
          "asking");

  @BeforeAll
  static void defineUsers() {
    RedisGuide.defineUsers(SharedRedis.server().port());
  }

  private static Jedis connect(String user, String password) {
    Jedis client = new Jedis("127.0.0.1", SharedRedis.server().port());
    client.auth(user, password);
    return client;
  }

  @Test
  void the_application_may_call_just_what_it_does_call() throws IOException {
    Set<String> called = new TreeSet<>(OUTSIDE_OF_SCRIPTS);
    try (Stream<Path> scripts =
        Files.find(Path.of("src/main/resources/lua"), 2, (path, file) -> file.isRegularFile())) {
      for (Path script : scripts.toList()) {
        CALL.matcher(Files.readString(script))
            .results()
            .map((MatchResult call) -> call.group(1).toLowerCase(Locale.ROOT))
            .forEach(called::add);
      }
    }

    Set<String> allowed = new TreeSet<>();
    RedisGuide.aclLines().stream()
        .filter(line -> line.contains("coupon-workers"))
        .flatMap(line -> Arrays.stream(line.split(" ")))
        .filter(word -> word.startsWith("+"))
        .forEach(word -> allowed.add(word.substring(1)));

    assertThat(allowed).isEqualTo(called);
  }

  @Test
  void the_application_can_do_what_no_script_does() {
    String otherDatabase =
        RedisGuide.application(SharedRedis.server().port()).replaceFirst("/0$", "/1");
    try (RedisPools redis = new RedisPools(RedisMessageQueueTest.settings(otherDatabase))) {
      MessageId id = new MessageId("m1");
      new RedisSendingMarks(redis, Channel.SMS).mark(id);
      new RedisSendingMarks(redis, Channel.SMS).unmark(id);

      assertThat(new RedisSendingMarks(redis, Channel.SMS).isMarked(id)).isFalse();
      assertThat(new RedisOptOutList(redis, Channel.SMS).contains("+4915123456789")).isFalse();
      assertThat(new RedisMessageQueue(redis, Channel.SMS).awaitPending(Duration.ofMillis(1)))
          .isFalse();
      new RedisCheck(redis).check();
      new Pauses(redis, Channel.SMS).pause("to be seen", "anna", Optional.empty());
      assertThat(new Pauses(redis, Channel.SMS).current()).isPresent();
      assertThat(new Pauses(redis, Channel.SMS).resume()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "get other",
        "lpush other x",
        "config get maxmemory",
        "flushall",
        "keys *",
        "acl list"
      })
  void the_application_can_do_nothing_else(String line) {
    try (Jedis application = connect("coupon-workers", "app-password")) {
      assertThatThrownBy(() -> RedisGuide.run(application, line))
          .isInstanceOf(JedisAccessControlException.class);
    }
  }

  @Test
  void a_producer_can_enqueue() {
    try (Jedis producer = connect("coupon-producer", "producer-password")) {
      assertThat(producer.lpush("queue:email:pending", "{}")).isPositive();
      assertThat(producer.lpush("queue:sms:pending", "{}")).isPositive();
      assertThat(producer.waitReplicas(0, 1)).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lpush queue:email:dead_letter x",
        "lpush other x",
        "lrange queue:email:pending 0 -1",
        "rpop queue:email:pending",
        "del queue:email:pending",
        "llen queue:email:pending",
        "eval 'return 1' 0",
        "info",
        "flushall"
      })
  void a_producer_can_do_nothing_else(String line) {
    try (Jedis producer = connect("coupon-producer", "producer-password")) {
      assertThatThrownBy(() -> RedisGuide.run(producer, line))
          .isInstanceOf(JedisAccessControlException.class);
    }
  }

  @Test
  void an_operator_can_type_what_the_documents_show() {
    List<String> lines = RedisGuide.operatorLines();
    assertThat(lines).hasSizeGreaterThan(10);
    try (Jedis admin = new Jedis("127.0.0.1", SharedRedis.server().port());
        Jedis operator = connect("coupon-operator", "operator-password")) {
      admin.lpush("queue:email:dead_letter", "{}");
      lines.forEach(line -> RedisGuide.run(operator, line));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "get other",
        "set queue:email:pending x",
        "del queue:email:pending",
        "config get maxmemory",
        "flushall",
        "eval 'return 1' 0"
      })
  void an_operator_can_do_nothing_else(String line) {
    try (Jedis operator = connect("coupon-operator", "operator-password")) {
      assertThatThrownBy(() -> RedisGuide.run(operator, line))
          .isInstanceOf(JedisAccessControlException.class);
    }
  }
}
