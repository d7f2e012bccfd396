package com.couponcommerce.workers.email;

import com.couponcommerce.workers.delivery.Stall;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.EmailMessage;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.queue.redis.UnderWay;
import com.couponcommerce.workers.sender.CircuitBreaker;
import com.couponcommerce.workers.settings.SettingsReader;
import com.couponcommerce.workers.testkit.redis.RedisServer;
import com.couponcommerce.workers.worker.RunningWorker;
import jakarta.mail.Session;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import redis.clients.jedis.RedisClient;

/** The whole engine on a real Redis, sending over a mail session. */
final class MailWorker implements AutoCloseable {
  private static final QueueKeys KEYS = QueueKeys.of(Channel.EMAIL);

  private final RedisServer server = RedisServer.start();
  private final RedisClient redis = RedisClient.create("127.0.0.1", server.port());
  private final EmailSender sender;
  private final RunningWorker<EmailMessage> running;

  /**
   * Starts it.
   *
   * @param settings besides the defaults
   */
  MailWorker(Session session, Map<String, String> settings) {
    this(session, settings, Optional.empty());
  }

  /**
   * Starts it on an executor.
   *
   * @param executor in place of the server's, which the caller ends
   */
  MailWorker(Session session, Map<String, String> settings, Optional<Executor> executor) {
    Map<String, String> all = new HashMap<>();
    all.put("EMAIL_CONCURRENCY", "16");
    all.put("SMTP_FROM", "shop@shop.test");
    all.put("REDIS_URL", server.url());
    all.putAll(settings);
    sender =
        new EmailSender(
            new SettingsReader(name -> Optional.ofNullable(all.get(name))).read().email(),
            new MailSession(() -> session),
            InstantSource.system());
    running = RunningWorker.start(all, sender, executor, System::nanoTime);
  }

  /** Returns a client of its Redis. */
  RedisClient redis() {
    return redis;
  }

  /** Returns why nothing is claimed although messages are pending. */
  Optional<Stall> stall() {
    return running.worker().stall();
  }

  void push(String... messages) {
    redis.lpush(KEYS.pending(), messages);
  }

  /** Pushes mails with these numbers as subjects, to three domains in turn. */
  void pushMails(int from, int to) {
    push(
        IntStream.range(from, to)
            .mapToObj(
                i ->
                    "{\"id\":\"m%1$d\",\"to\":\"r%1$d@d%2$d.test\",\"subject\":\"%1$d\",\"body\":\"x\"}"
                        .formatted(i, i % 3))
            .toArray(String[]::new));
  }

  /** Returns how many messages are neither delivered nor dead, at one moment. */
  long left() {
    return UnderWay.count(redis, KEYS);
  }

  /** Returns how many messages are claimed. */
  long sending() {
    return redis.zcard(KEYS.processing());
  }

  /** Returns how many messages wait for a retry. */
  long retrying() {
    return redis.zcard(KEYS.retry());
  }

  List<String> deadLetters() {
    return redis.lrange(KEYS.deadLetter(), 0, -1);
  }

  /** Returns the messages that are neither delivered nor dead. */
  List<String> messages() {
    return UnderWay.messages(redis, KEYS);
  }

  /** Returns why the channel pauses. */
  Optional<CircuitBreaker.Pause> pause() {
    return running.worker().pause();
  }

  @Override
  public void close() {
    running.close();
    sender.close();
    redis.close();
    server.close();
  }
}
