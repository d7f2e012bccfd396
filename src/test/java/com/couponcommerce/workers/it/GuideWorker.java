package com.couponcommerce.workers.it;

import com.couponcommerce.workers.testkit.redis.RedisServer;
import com.couponcommerce.workers.testkit.smtp.SmtpServer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import redis.clients.jedis.RedisClient;

/**
 * A worker as the deployment guide describes it, one message at a time: pop, add to processing,
 * send, remove. Each step is a method, so that a test can end the worker between two of them.
 */
final class GuideWorker implements AutoCloseable {
  /** Sender that distinguishes its mails from those of the application. */
  static final String FROM = "noreply@coupons.com";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PENDING = "queue:email:pending";
  private static final String PROCESSING = "queue:email:processing";

  private final RedisClient redis;
  private final Session session;
  private final Transport transport;

  GuideWorker(RedisServer server, SmtpServer smtp) throws MessagingException {
    redis = RedisClient.create("127.0.0.1", server.port());
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.auth", "true");
    properties.setProperty("mail.smtp.localhost", "guide-worker");
    session = Session.getInstance(properties);
    transport = session.getTransport("smtp");
    transport.connect("127.0.0.1", smtp.port(), Servers.USER, Servers.PASSWORD);
  }

  Optional<String> pop() {
    return Optional.ofNullable(redis.rpop(PENDING));
  }

  /** Adds a payload to processing by the worker's own clock, as the guide does. */
  void addToProcessing(String payload, Instant now) {
    redis.zadd(PROCESSING, (double) now.toEpochMilli(), payload);
  }

  void send(String payload) throws JsonProcessingException, MessagingException {
    JsonNode fields = JSON.readTree(payload);
    MimeMessage mail = new MimeMessage(session);
    mail.setFrom(FROM);
    mail.setRecipients(RecipientType.TO, fields.path("to").asText());
    mail.setSubject(fields.path("subject").asText());
    mail.setText(fields.path("body").asText(), StandardCharsets.UTF_8.name());
    mail.saveChanges();
    transport.sendMessage(mail, mail.getAllRecipients());
  }

  void removeFromProcessing(String payload) {
    redis.zrem(PROCESSING, payload);
  }

  /** Works until nothing is pending. */
  void drain() throws JsonProcessingException, MessagingException {
    for (Optional<String> next = pop(); next.isPresent(); next = pop()) {
      String payload = next.get();
      addToProcessing(payload, Instant.now());
      send(payload);
      removeFromProcessing(payload);
    }
  }

  @Override
  public void close() throws MessagingException {
    transport.close();
    redis.close();
  }
}
