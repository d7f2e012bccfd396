package com.couponcommerce.workers.settings;

/**
 * Every setting by the name under which the administrator sets it, with its default and what it may
 * be. The table in the README is checked against this list.
 */
public enum Setting {
  REDIS_URL(
      "redis://localhost:6379/0",
      "redis://[user:password@]host[:port][/database], rediss:// for TLS",
      "where the queues are"),
  REDIS_CA_FILE("", "a PEM file", "certificates to trust for rediss://, instead of the JVM's"),
  REDIS_TIMEOUT_MS("2000", "100 to 60000", "longest wait for a connection and for each answer"),
  WORKERS("email,sms", "email, sms, or both with a comma", "channels that this instance drains"),
  EMAIL_CONCURRENCY("16", "1 to 1000", "e-mails sent at a time, and SMTP connections at most"),
  BATCH_SIZE("20", "1 to 1000", "messages claimed at a time"),
  MAX_RETRIES("3", "1 to 1000", "tries before a message is dead-lettered"),
  RETRY_DELAY_MS("5000", "0 to 86400000", "wait before the next try"),
  RETRY_BACKOFF_MULTIPLIER("1", "1 to 10", "factor by which that wait grows with each try"),
  RETRY_MAX_DELAY_MS("3600000", "0 to 86400000", "the longest it grows to"),
  PROCESSING_TIMEOUT_MS(
      "30000", "1000 to 86400000", "a claim not extended for so long is taken from its worker"),
  SEND_DEADLINE_MS(
      "300000", "1000 to 86400000", "a claim is extended no longer than this after its send began"),
  POLL_INTERVAL_MS("1000", "10 to 60000", "longest pause between two looks at the queue"),
  SHUTDOWN_GRACE_MS("20000", "0 to 600000", "time for running sends to finish at a stop"),
  MAX_MESSAGE_BYTES("1048576", "1024 to 67108864", "a larger message is dead-lettered unread"),
  WORKERS_EXECUTOR(
      "concurrent/CouponWorkers",
      "a JNDI name",
      "managed scheduled executor to work on; where there is none, the server's default"),
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
      "encryption of the connection *");

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

  /** True where no message may show the value, or the whole of it. */
  boolean isSecret() {
    return this == SMTP_PASS;
  }
}
