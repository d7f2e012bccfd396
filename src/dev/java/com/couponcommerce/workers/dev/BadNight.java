package com.couponcommerce.workers.dev;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.PayloadEditor;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.RedisClient;

/**
 * Queue after a bad night, for {@code ./mvnw -Pdev -Ddemo}: dead letters of each kind, and a paused
 * channel. An operator can try the console on it.
 */
record BadNight(DevSettings settings) {
  /**
   * Dead letters of one cause.
   *
   * @param rule rule that judged the mail server's reply; empty if none did
   */
  private record Cause(
      int count, String reason, String failureClass, String code, String error, String rule) {}

  private static final List<Cause> MAILS =
      List.of(
          new Cause(
              340,
              "recipient_refused",
              "PERM_RECIPIENT",
              "550 5.1.1",
              "550 5.1.1 <guest%d@example.com>: Recipient address rejected: User unknown",
              "recipient-unknown"),
          new Cause(
              41,
              "retries_exhausted",
              "TRANS_RECIPIENT",
              "452 4.2.2",
              "452 4.2.2 The email account that you tried to reach is over quota (%d)",
              "mailbox-full"),
          new Cause(
              18,
              "message_refused",
              "PERM_MESSAGE",
              "554 5.7.1",
              "554 5.7.1 Message %d rejected as spam",
              "content"),
          new Cause(
              7,
              "outcome_unknown",
              "AMBIGUOUS",
              "no_reply",
              "the server closed the connection after the final dot",
              ""),
          new Cause(26, "expired", "", "", "expiresAt passed %d s before it was sent", ""),
          new Cause(3, "already_sent", "", "", "delivered before under this id", ""),
          new Cause(1, "worker_lost", "", "", "each of 4 workers died with it", ""));

  private static final List<Cause> TEXTS =
      List.of(
          new Cause(
              12,
              "recipient_refused",
              "PERM_RECIPIENT",
              "21211",
              "The 'To' number +1555%d is not a valid phone number",
              ""),
          new Cause(5, "opted_out", "", "", "the number is on the list of opt-outs", ""),
          new Cause(2, "outcome_unknown", "AMBIGUOUS", "timeout", "no answer in 30 s", ""));

  /** Fills the queues, unless they have dead letters: a second start adds none. */
  void fill(Instant now) {
    try (RedisClient redis = RedisClient.create(settings.require("REDIS_URL"))) {
      fill(redis, Channel.EMAIL, MAILS, now);
      fill(redis, Channel.SMS, TEXTS, now);
      redis.set(settings.keys(Channel.SMS).paused(), "Twilio has an incident, see its status page");
    }
  }

  private void fill(RedisClient redis, Channel channel, List<Cause> causes, Instant now) {
    QueueKeys keys = settings.keys(channel);
    if (redis.llen(keys.deadLetter()) > 0) {
      return;
    }
    List<String> messages = new ArrayList<>();
    for (Cause cause : causes) {
      for (int i = 0; i < cause.count(); i++) {
        messages.add(message(channel, cause, i, now.minus(Duration.ofMinutes(3L * i + 1))));
      }
    }
    messages.add("{\"to\": \"user@example.com\", subject: no JSON");
    redis.lpush(keys.deadLetter(), messages.toArray(String[]::new));
  }

  private static String message(Channel channel, Cause cause, int number, Instant at) {
    String error = cause.error().replace("%d", "" + number);
    PayloadEditor message =
        PayloadEditor.empty()
            .set(
                "id",
                "demo-" + cause.reason() + "-" + cause.code().replace(' ', '-') + "-" + number)
            .set(
                "to",
                channel == Channel.EMAIL ? "guest" + number + "@example.com" : "+4915123456789")
            .set("subject", "Your code 4711")
            .set("body", "Hello");
    if (!cause.failureClass().isEmpty()) {
      PayloadEditor failure =
          PayloadEditor.empty()
              .set("attempt", 1)
              .set("class", cause.failureClass())
              .set("code", cause.code())
              .set("error", error);
      failure = cause.rule().isEmpty() ? failure : failure.set("rule", cause.rule());
      message = message.setJson("failures", "[" + failure.set("at", at.toString()).toJson() + "]");
    }
    PayloadEditor note =
        PayloadEditor.empty()
            .set("reason", cause.reason())
            .set("code", cause.code())
            .set("error", error)
            .set("at", at.toString())
            .set("attempts", 1);
    return message.setJson("deadLetter", note.toJson()).toJson();
  }
}
