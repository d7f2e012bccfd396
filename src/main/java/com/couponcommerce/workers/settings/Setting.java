package com.couponcommerce.workers.settings;

import static com.couponcommerce.workers.settings.Allowed.choice;
import static com.couponcommerce.workers.settings.Allowed.form;
import static com.couponcommerce.workers.settings.Allowed.range;
import static com.couponcommerce.workers.settings.Allowed.upTo;

import com.couponcommerce.workers.log.LogFormat;
import com.couponcommerce.workers.message.Originator;
import java.time.Duration;
import java.util.Set;

/**
 * Every setting by the name under which the administrator sets it, with its default and what it may
 * be. The table in the README is checked against this list.
 */
public enum Setting {
  REDIS_URL(
      "redis://localhost:6379/0",
      form(
          "redis://[user:password@]host[:port][/database], redis-sentinel://host,host/0#master,"
              + " redis-cluster://host,host; rediss for TLS"),
      "where the queues are"),
  REDIS_CA_FILE(
      "", form("a PEM file"), "certificates to trust for rediss://, instead of the JVM's"),
  REDIS_TIMEOUT_MS("2000", range(100, 60_000), "longest wait for a connection and for each answer"),
  QUEUE_KEY_PREFIX(
      "queue:email",
      form(
          "at most 100 letters, digits and : . _ / - with email in it once, a part in {…} for Redis"
              + " Cluster"),
      "what the keys begin with; sms stands in place of email in those of texts"),
  WORKERS(
      "email,sms", form("email, sms, or both with a comma"), "channels that this instance drains"),
  EMAIL_CONCURRENCY("16", range(1, 1000), "e-mails sent at a time, and SMTP connections at most"),
  SMS_CONCURRENCY("16", range(1, 1000), "texts sent at a time"),
  EMAIL_RATE_LIMIT(
      "", form(RateLimit.ALLOWED), "e-mails sent at most, by all instances together", Flag.LIVE),
  API_RATE_LIMIT(
      "100/s",
      form(RateLimit.ALLOWED),
      "requests of each user that an instance answers",
      Flag.LIVE),
  AUDIT_LOG(
      "",
      form("an absolute path in a directory that the server may write to"),
      "files for the audit beside the server's log: ten of 10 MB, with .0 to .9 after that name"),
  BATCH_SIZE("20", range(1, 1000), "messages claimed at a time", Flag.LIVE),
  MAX_RETRIES("3", range(1, 1000), "tries before a message is dead-lettered", Flag.LIVE),
  RETRY_DELAY_MS("5000", range(0, 86_400_000), "wait before the next try", Flag.LIVE),
  RETRY_BACKOFF_MULTIPLIER(
      "1", range(1, 10), "factor by which that wait grows with each try", Flag.LIVE),
  RETRY_MAX_DELAY_MS("3600000", range(0, 86_400_000), "the longest it grows to", Flag.LIVE),
  PROCESSING_TIMEOUT_MS(
      "30000",
      range(1000, 86_400_000),
      "a claim not extended for so long is taken from its worker"),
  SEND_DEADLINE_MS(
      "300000",
      range(1000, 86_400_000),
      "a claim is extended no longer than this after its send began"),
  STALL_TIMEOUT_MS(
      "60000",
      range(1000, 86_400_000),
      "readiness is DOWN when for so long nothing that is pending was claimed, without a reason"),
  POLL_INTERVAL_MS(
      "1000", range(10, 60_000), "longest pause between two looks at the queue", Flag.LIVE),
  SHUTDOWN_GRACE_MS("20000", range(0, 600_000), "time for running sends to finish at a stop"),
  MAX_MESSAGE_BYTES("1048576", range(1024, 67_108_864), "a larger message is dead-lettered unread"),
  QUEUE_MAX_DEPTH(
      "",
      range(1, 100_000_000),
      "requests that would let more messages than this wait are refused",
      Flag.LIVE),
  DEDUPE_TTL(
      "24h", upTo(Duration.ofDays(30)), "how long an id that was delivered is not sent again"),
  WORKERS_EXECUTOR(
      "concurrent/CouponWorkers",
      form("a JNDI name"),
      "managed scheduled executor to work on; where there is none, the server's default"),
  LOG_FORMAT(
      "text",
      choice(LogFormat.ids()),
      "how the application's lines in the server's log are written"),
  SMTP_FROM("", form("an e-mail address"), "sender where a message names none; else the session's"),
  SMTP_CONNECTION_MAX_MESSAGES("100", range(1, 1_000_000), "mails before a connection is replaced"),
  SMTP_CONNECTION_MAX_AGE_MS("300000", range(1000, 86_400_000), "age at which it is replaced"),
  SMTP_CONNECTION_MAX_IDLE_MS(
      "10000", range(0, 86_400_000), "idle time after which it is replaced"),
  SMTP_HOST("", form("a host name"), "the mail relay *", Flag.MAIL_SESSION),
  SMTP_PORT("587", range(1, 65_535), "its port *", Flag.MAIL_SESSION),
  SMTP_USER("", form("text"), "user to log in as; none: no login *", Flag.MAIL_SESSION),
  SMTP_PASS("", form("text"), "that user's password *", Flag.MAIL_SESSION, Flag.SECRET),
  SMTP_TLS(
      "required with SMTP_USER, else opportunistic",
      choice("required", "opportunistic", "implicit", "none"),
      "encryption of the connection *",
      Flag.MAIL_SESSION),
  SMS_PROVIDER("twilio", choice(SmsSettings.Provider.ids()), "who sends the texts"),
  SMS_FAILOVER(
      "", choice(SmsSettings.Provider.ids()), "who sends them while that one does not work"),
  SMS_DEFAULT_REGION("", form("a country code such as DE"), "country of numbers that name none"),
  SMS_ON_UNKNOWN(
      "dead_letter",
      choice(SmsSettings.OnUnknown.ids()),
      "what becomes of a text that may have been sent"),
  SMS_RATE_LIMIT(
      "", form(RateLimit.ALLOWED), "texts sent at most, by all instances together", Flag.LIVE),
  SMS_RECIPIENT_LIMIT("", form(RateLimit.ALLOWED), "texts sent at most to one number", Flag.LIVE),
  TWILIO_ACCOUNT_SID("", form("AC and 32 hex digits"), "the account"),
  TWILIO_AUTH_TOKEN("", form("text"), "its token", Flag.SECRET),
  TWILIO_FROM_NUMBER("", form(Originator.ALLOWED), "sender where a message names none"),
  TWILIO_MESSAGING_SERVICE_SID(
      "", form("MG and 32 hex digits"), "service that chooses the sender, instead of a number"),
  TWILIO_API_URL(
      "https://api.twilio.com", form("an http or https URL"), "for a proxy or a test double"),
  TWILIO_STATUS_CALLBACK_URL(
      "",
      form("an https URL without a query; http to localhost only"),
      "where Twilio reports what became of a text: …/api/v1/webhooks/twilio/status as Twilio sees"
          + " it"),
  AWS_REGION("", form("a region such as eu-central-1"), "where SNS is used"),
  AWS_ACCESS_KEY_ID("", form("text"), "access key; none: what the AWS SDK finds by itself"),
  AWS_SECRET_ACCESS_KEY("", form("text"), "its secret", Flag.SECRET),
  AWS_SESSION_TOKEN("", form("text"), "what comes with a temporary key", Flag.SECRET),
  AWS_ENDPOINT_URL_SNS("", form("an http or https URL"), "for a proxy or a test double"),
  SNS_TOPIC_ARN("", form("the ARN of a standard topic in AWS_REGION"), "where texts to a topic go"),
  SNS_SMS_TYPE(
      "Transactional", choice("Transactional", "Promotional"), "how carefully SNS delivers"),
  SNS_SENDER_ID(
      "",
      form("1 to 11 letters, digits and hyphens, one letter at least"),
      "sender that phones show"),
  SNS_MAX_PRICE("", form("US dollars such as 0.50"), "the most that one text may cost");

  private final String defaultValue;
  private final Allowed allowed;
  private final String meaning;
  private final Set<Flag> flags;

  Setting(String defaultValue, Allowed allowed, String meaning, Flag... flags) {
    this.defaultValue = defaultValue;
    this.allowed = allowed;
    this.meaning = meaning;
    this.flags = Set.of(flags);
  }

  /** Returns the default as it would be set; empty where there is none. */
  public String defaultValue() {
    return defaultValue;
  }

  /** Describes the values that are accepted, for error messages and the table of settings. */
  public String allowed() {
    return allowed.description();
  }

  /** Describes the effect, for the table of settings. */
  public String meaning() {
    return meaning;
  }

  /** Tells whether a change takes effect while the application runs. */
  public boolean isLive() {
    return flags.contains(Flag.LIVE);
  }

  /** Tells whether the scripts in server-config create the server's mail session from it. */
  boolean isOfMailSession() {
    return flags.contains(Flag.MAIL_SESSION);
  }

  /** Tells whether no message may show the value or a part of it. */
  boolean isSecret() {
    return flags.contains(Flag.SECRET);
  }

  /**
   * Returns the accepted values as one kind of them.
   *
   * @throws ClassCastException if the setting is of another kind
   */
  <T extends Allowed> T allowed(Class<T> kind) {
    return kind.cast(allowed);
  }
}
