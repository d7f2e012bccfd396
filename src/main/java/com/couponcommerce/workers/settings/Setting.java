package com.couponcommerce.workers.settings;

import com.couponcommerce.workers.message.Originator;

/**
 * Every setting by the name under which the administrator sets it, with its default and what it may
 * be. The table in the README is checked against this list.
 */
public enum Setting {
  REDIS_URL(
      "redis://localhost:6379/0",
      "redis://[user:password@]host[:port][/database], redis-sentinel://host,host/0#master,"
          + " redis-cluster://host,host; rediss for TLS",
      "where the queues are"),
  REDIS_CA_FILE("", "a PEM file", "certificates to trust for rediss://, instead of the JVM's"),
  REDIS_TIMEOUT_MS("2000", "100 to 60000", "longest wait for a connection and for each answer"),
  QUEUE_KEY_PREFIX(
      "queue:email",
      "at most 100 letters, digits and : . _ / - with email in it once, a part in {…} for Redis Cluster",
      "what the keys begin with; sms stands in place of email in those of texts"),
  WORKERS("email,sms", "email, sms, or both with a comma", "channels that this instance drains"),
  EMAIL_CONCURRENCY("16", "1 to 1000", "e-mails sent at a time, and SMTP connections at most"),
  SMS_CONCURRENCY("16", "1 to 1000", "texts sent at a time"),
  EMAIL_RATE_LIMIT("", RateLimit.ALLOWED, "e-mails sent at most, by all instances together"),
  API_RATE_LIMIT("100/s", RateLimit.ALLOWED, "requests of each user that an instance answers"),
  AUDIT_LOG(
      "",
      "an absolute path in a directory that the server may write to",
      "files for the audit beside the server's log: ten of 10 MB, with .0 to .9 after that name"),
  BATCH_SIZE("20", "1 to 1000", "messages claimed at a time"),
  MAX_RETRIES("3", "1 to 1000", "tries before a message is dead-lettered"),
  RETRY_DELAY_MS("5000", "0 to 86400000", "wait before the next try"),
  RETRY_BACKOFF_MULTIPLIER("1", "1 to 10", "factor by which that wait grows with each try"),
  RETRY_MAX_DELAY_MS("3600000", "0 to 86400000", "the longest it grows to"),
  PROCESSING_TIMEOUT_MS(
      "30000", "1000 to 86400000", "a claim not extended for so long is taken from its worker"),
  SEND_DEADLINE_MS(
      "300000", "1000 to 86400000", "a claim is extended no longer than this after its send began"),
  STALL_TIMEOUT_MS(
      "60000",
      "1000 to 86400000",
      "readiness is DOWN when for so long nothing that is pending was claimed, without a reason"),
  POLL_INTERVAL_MS("1000", "10 to 60000", "longest pause between two looks at the queue"),
  SHUTDOWN_GRACE_MS("20000", "0 to 600000", "time for running sends to finish at a stop"),
  MAX_MESSAGE_BYTES("1048576", "1024 to 67108864", "a larger message is dead-lettered unread"),
  QUEUE_MAX_DEPTH(
      "", "1 to 100000000", "requests that would let more messages than this wait are refused"),
  DEDUPE_TTL(
      "24h",
      "hours, minutes or seconds such as 24h, 30m or 90s, at most 720h; 0 for never",
      "how long an id that was delivered is not sent again"),
  WORKERS_EXECUTOR(
      "concurrent/CouponWorkers",
      "a JNDI name",
      "managed scheduled executor to work on; where there is none, the server's default"),
  LOG_FORMAT("text", "text, json", "how the application's lines in the server's log are written"),
  SMTP_FROM("", "an e-mail address", "sender where a message names none; else the session's"),
  SMTP_CONNECTION_MAX_MESSAGES("100", "1 to 1000000", "mails before a connection is replaced"),
  SMTP_CONNECTION_MAX_AGE_MS("300000", "1000 to 86400000", "age at which it is replaced"),
  SMTP_CONNECTION_MAX_IDLE_MS("10000", "0 to 86400000", "idle time after which it is replaced"),
  SMTP_HOST("", "a host name", "the mail relay *"),
  SMTP_PORT("587", "1 to 65535", "its port *"),
  SMTP_USER("", "text", "user to log in as; none: no login *"),
  SMTP_PASS("", "text", "that user's password *"),
  SMTP_TLS(
      "required with SMTP_USER, else opportunistic",
      "required, opportunistic, implicit, none",
      "encryption of the connection *"),
  SMS_PROVIDER("twilio", "twilio, aws-sns", "who sends the texts"),
  SMS_FAILOVER("", "twilio, aws-sns", "who sends them while that one does not work"),
  SMS_DEFAULT_REGION("", "a country code such as DE", "country of numbers that name none"),
  SMS_ON_UNKNOWN(
      "dead_letter", "dead_letter, retry", "what becomes of a text that may have been sent"),
  SMS_RATE_LIMIT("", RateLimit.ALLOWED, "texts sent at most, by all instances together"),
  SMS_RECIPIENT_LIMIT("", RateLimit.ALLOWED, "texts sent at most to one number"),
  TWILIO_ACCOUNT_SID("", "AC and 32 hex digits", "the account"),
  TWILIO_AUTH_TOKEN("", "text", "its token"),
  TWILIO_FROM_NUMBER("", Originator.ALLOWED, "sender where a message names none"),
  TWILIO_MESSAGING_SERVICE_SID(
      "", "MG and 32 hex digits", "service that chooses the sender, instead of a number"),
  TWILIO_API_URL("https://api.twilio.com", "an http or https URL", "for a proxy or a test double"),
  TWILIO_STATUS_CALLBACK_URL(
      "",
      "an https URL without a query; http to localhost only",
      "where Twilio reports what became of a text: …/api/v1/webhooks/twilio/status as Twilio sees it"),
  AWS_REGION("", "a region such as eu-central-1", "where SNS is used"),
  AWS_ACCESS_KEY_ID("", "text", "access key; none: what the AWS SDK finds by itself"),
  AWS_SECRET_ACCESS_KEY("", "text", "its secret"),
  AWS_SESSION_TOKEN("", "text", "what comes with a temporary key"),
  AWS_ENDPOINT_URL_SNS("", "an http or https URL", "for a proxy or a test double"),
  SNS_TOPIC_ARN("", "the ARN of a standard topic in AWS_REGION", "where texts to a topic go"),
  SNS_SMS_TYPE("Transactional", "Transactional, Promotional", "how carefully SNS delivers"),
  SNS_SENDER_ID(
      "", "1 to 11 letters, digits and hyphens, one letter at least", "sender that phones show"),
  SNS_MAX_PRICE("", "US dollars such as 0.50", "the most that one text may cost");

  private final String defaultValue;
  private final String allowed;
  private final String meaning;

  Setting(String defaultValue, String allowed, String meaning) {
    this.defaultValue = defaultValue;
    this.allowed = allowed;
    this.meaning = meaning;
  }

  /** As it would be set; empty where there is none. */
  public String defaultValue() {
    return defaultValue;
  }

  /** What the value may be, for error messages and the README. */
  public String allowed() {
    return allowed;
  }

  /** What it does, for the README. */
  public String meaning() {
    return meaning;
  }

  /** True where a change takes effect while the application runs. */
  public boolean isLive() {
    return switch (this) {
      case MAX_RETRIES,
          RETRY_DELAY_MS,
          RETRY_BACKOFF_MULTIPLIER,
          RETRY_MAX_DELAY_MS,
          BATCH_SIZE,
          POLL_INTERVAL_MS,
          QUEUE_MAX_DEPTH,
          EMAIL_RATE_LIMIT,
          SMS_RATE_LIMIT,
          SMS_RECIPIENT_LIMIT,
          API_RATE_LIMIT ->
          true;
      default -> false;
    };
  }

  /** True where server-config makes the server's mail session from it. */
  boolean isOfMailSession() {
    return switch (this) {
      case SMTP_HOST, SMTP_PORT, SMTP_USER, SMTP_PASS, SMTP_TLS -> true;
      default -> false;
    };
  }

  /** True where no message may show the value, or the whole of it. */
  boolean isSecret() {
    return this == SMTP_PASS
        || this == TWILIO_AUTH_TOKEN
        || this == AWS_SECRET_ACCESS_KEY
        || this == AWS_SESSION_TOKEN;
  }
}
