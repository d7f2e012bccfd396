package com.couponcommerce.workers.settings;

import static com.couponcommerce.workers.settings.Allowed.choice;
import static com.couponcommerce.workers.settings.Allowed.form;
import static com.couponcommerce.workers.settings.Allowed.range;
import static com.couponcommerce.workers.settings.Allowed.upTo;

import com.couponcommerce.workers.log.DeliveredLines;
import com.couponcommerce.workers.log.LogFormat;
import com.couponcommerce.workers.message.Originator;
import java.time.Duration;
import java.util.Set;

/**
 * The settings by the names under which the administrator sets them, with defaults and accepted
 * values. A test compares the documented table of settings with this list.
 */
@SuppressWarnings("ImmutableEnumChecker") // All kinds of Allowed are immutable, and Set.of is.
public enum Setting {
  REDIS_URL(
      "redis://localhost:6379/0",
      form(
          "redis://[user:password@]host[:port][/database], redis-sentinel://host,host/0#master,"
              + " redis-cluster://host,host; rediss for TLS"),
      "address of Redis",
      Flag.URL),
  REDIS_CA_FILE("", form("a PEM file"), "certificates to trust for rediss:// instead of the JVM's"),
  REDIS_TIMEOUT_MS("2000", range(100, 60_000), "longest wait for a connection and for each reply"),
  QUEUE_KEY_PREFIX(
      "queue:email",
      form(
          "at most 100 letters, digits and : . _ / - with email in it once, a part in {…} for Redis"
              + " Cluster"),
      "prefix of the keys; for SMS, sms replaces email in it"),
  WORKERS(
      "email,sms",
      form("email, sms, or both separated by a comma"),
      "channels that this instance drains"),
  EMAIL_CONCURRENCY(
      "16",
      range(1, 1000),
      "e-mails sent at the same time, and maximum number of SMTP connections"),
  SMS_CONCURRENCY("16", range(1, 1000), "SMS messages sent at the same time"),
  EMAIL_RATE_LIMIT(
      "", form(RateLimit.ALLOWED), "rate limit of e-mails, over all instances", Flag.LIVE),
  API_RATE_LIMIT(
      "100/s",
      form(RateLimit.ALLOWED),
      "rate limit of each user's requests to one instance",
      Flag.LIVE),
  AUDIT_LOG(
      "",
      form("an absolute path in a directory that the server may write to"),
      "path of audit files of its own beside the server's log: ten of 10 MB, with the suffixes .0"
          + " to .9"),
  CONSOLE_LABEL(
      "",
      form("1 to 30 printable characters"),
      "name of this deployment that each page of the console shows, such as production"),
  BATCH_SIZE("50", range(1, 1000), "maximum number of messages in one claim", Flag.LIVE),
  MAX_RETRIES(
      "3", range(1, 1000), "failed attempts after which a message is dead-lettered", Flag.LIVE),
  RETRY_DELAY_MS("5000", range(0, 86_400_000), "delay after the first failed attempt", Flag.LIVE),
  RETRY_BACKOFF_MULTIPLIER(
      "1", range(1, 10), "factor by which the delay grows with each further attempt", Flag.LIVE),
  RETRY_MAX_DELAY_MS("3600000", range(0, 86_400_000), "upper bound of the delay", Flag.LIVE),
  PROCESSING_TIMEOUT_MS(
      "30000",
      range(1000, 86_400_000),
      "time after which another worker reclaims a lease that is not extended"),
  SEND_DEADLINE_MS(
      "300000",
      range(1000, 86_400_000),
      "time after which a send is broken off: the connection to the mail server is closed, and the"
          + " lease is no longer extended"),
  STALL_TIMEOUT_MS(
      "60000",
      range(1000, 86_400_000),
      "readiness is DOWN after this time without a claim while messages are pending and nothing"
          + " pauses the channel"),
  POLL_INTERVAL_MS(
      "1000", range(10, 60_000), "longest interval between two polls of the queue", Flag.LIVE),
  SHUTDOWN_GRACE_MS(
      "20000", range(0, 600_000), "time for running sends to finish when the application stops"),
  MAX_MESSAGE_BYTES(
      "1048576", range(1024, 67_108_864), "size above which a message is dead-lettered unread"),
  QUEUE_MAX_DEPTH(
      "",
      range(1, 100_000_000),
      "limit of pending messages of a channel; the API refuses requests that would exceed it",
      Flag.LIVE),
  DEDUPE_TTL("24h", upTo(Duration.ofDays(30)), "time for which a delivered id is not sent again"),
  WORKERS_EXECUTOR(
      "concurrent/CouponWorkers",
      form("a JNDI name"),
      "managed scheduled executor; if it does not exist, the server's default is used"),
  LOG_FORMAT(
      "text", choice(LogFormat.ids()), "format of the application's lines in the server's log"),
  LOG_DELIVERED(
      "each",
      choice(DeliveredLines.ids()),
      "a line in the log for each delivered message, or one a minute for each channel"),
  SMTP_FROM(
      "",
      form("an e-mail address"),
      "sender of messages that name none; if not set, the mail session's"),
  SMTP_HELO_NAME(
      "",
      form("a host name with a dot, or an address such as [192.0.2.1] or [IPv6:2001:db8::1]"),
      "name for EHLO, if the mail session names none; if not set, the host's name where it has a dot,"
          + " else its address"),
  SMTP_REPLY_RULES(
      "",
      form("a readable file"),
      "rules for the mail server's replies, before those of the product; read again when it changes"),
  SMTP_PIPELINING(
      "on",
      choice("on", "off"),
      "whether commands are sent without waiting for each reply, to servers that offer it"),
  SMTP_CONNECTION_MAX_MESSAGES(
      "100", range(1, 1_000_000), "messages after which a connection is replaced"),
  SMTP_CONNECTION_MAX_AGE_MS(
      "300000", range(1000, 86_400_000), "age at which a connection is replaced"),
  SMTP_CONNECTION_MAX_IDLE_MS(
      "10000", range(0, 86_400_000), "idle time after which a connection is replaced"),
  SMTP_HOST("", form("a host name"), "host of the mail relay *", Flag.MAIL_SESSION),
  SMTP_PORT("587", range(1, 65_535), "port of the mail relay *", Flag.MAIL_SESSION),
  SMTP_USER("", form("text"), "user to log in as; if not set, no login *", Flag.MAIL_SESSION),
  SMTP_PASS("", form("text"), "password of that user *", Flag.MAIL_SESSION, Flag.SECRET),
  SMTP_TLS(
      "required with SMTP_USER, else opportunistic",
      choice("required", "opportunistic", "implicit", "none"),
      "encryption of the connection to the relay *",
      Flag.MAIL_SESSION),
  SMS_PROVIDER("twilio", choice(SmsSettings.Provider.ids()), "SMS provider"),
  SMS_FAILOVER(
      "",
      choice(SmsSettings.Provider.ids()),
      "SMS provider to use while the first one does not work"),
  SMS_DEFAULT_REGION(
      "", form("a country code such as DE"), "country of phone numbers without a country code"),
  SMS_NUMBER_CHECK(
      "possible",
      choice(SmsNumbers.Check.ids()),
      "numbers that are refused: those that cannot be a number, or all but known mobile numbers"),
  SMS_ON_UNKNOWN(
      "dead_letter",
      choice(SmsSettings.OnUnknown.ids()),
      "what to do when the outcome of a send is unknown"),
  SMS_RATE_LIMIT(
      "", form(RateLimit.ALLOWED), "rate limit of SMS messages, over all instances", Flag.LIVE),
  SMS_RECIPIENT_LIMIT(
      "", form(RateLimit.ALLOWED), "rate limit of SMS messages to one number", Flag.LIVE),
  TWILIO_ACCOUNT_SID("", form("AC and 32 hex digits"), "Twilio account"),
  TWILIO_AUTH_TOKEN("", form("text"), "auth token of the account", Flag.SECRET),
  TWILIO_FROM_NUMBER("", form(Originator.ALLOWED), "sender of messages that name none"),
  TWILIO_MESSAGING_SERVICE_SID(
      "",
      form("MG and 32 hex digits"),
      "messaging service that chooses the sender, instead of a number"),
  TWILIO_API_URL(
      "https://api.twilio.com",
      form("an http or https URL"),
      "URL of the Twilio API, for a proxy or a test double",
      Flag.URL),
  TWILIO_STATUS_CALLBACK_URL(
      "",
      form("an https URL without a query; http to localhost only"),
      "URL for status reports, as Twilio sees it: …/api/v1/webhooks/twilio/status",
      Flag.URL),
  AWS_REGION("", form("a region such as eu-central-1"), "AWS region of SNS"),
  AWS_ACCESS_KEY_ID(
      "", form("text"), "access key; if not set, the AWS SDK searches for credentials"),
  AWS_SECRET_ACCESS_KEY("", form("text"), "secret of the access key", Flag.SECRET),
  AWS_SESSION_TOKEN("", form("text"), "session token of a temporary access key", Flag.SECRET),
  AWS_ENDPOINT_URL_SNS(
      "", form("an http or https URL"), "URL of SNS, for a proxy or a test double", Flag.URL),
  SNS_TOPIC_ARN(
      "",
      form("the ARN of a standard topic in AWS_REGION"),
      "topic for messages that are addressed to a topic"),
  SNS_SMS_TYPE(
      "Transactional",
      choice("Transactional", "Promotional"),
      "SNS message type: reliability or price"),
  SNS_SENDER_ID(
      "",
      form("1 to 11 letters, digits and hyphens, at least one letter"),
      "sender that phones show"),
  SNS_MAX_PRICE("", form("US dollars such as 0.50"), "maximum price of one SMS message");

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

  /** Returns the default as it would be set; an empty string if there is none. */
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
  boolean isLive() {
    return flags.contains(Flag.LIVE);
  }

  /** Returns when a change takes effect. */
  public TakesEffect takesEffect() {
    return isLive()
        ? TakesEffect.LIVE
        : isOfMailSession() ? TakesEffect.MAIL_SESSION : TakesEffect.REDEPLOY;
  }

  /** Tells whether the scripts in server-config create the server's mail session from it. */
  boolean isOfMailSession() {
    return flags.contains(Flag.MAIL_SESSION);
  }

  /** Tells whether no message may show the value or a part of it. */
  boolean isSecret() {
    return flags.contains(Flag.SECRET);
  }

  /** Returns a value as messages may show it, right or wrong: without a secret or a password. */
  String shown(String value) {
    return isSecret() ? "***" : flags.contains(Flag.URL) ? RedisUrl.withoutPassword(value) : value;
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
