package com.couponcommerce.workers.settings;

import com.couponcommerce.workers.log.DeliveredLines;
import com.couponcommerce.workers.log.LogFormat;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.EmailAddress;
import com.couponcommerce.workers.message.EmailAddressParser;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.settings.WorkSettings.MessageLimits;
import com.couponcommerce.workers.settings.WorkSettings.Timeouts;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads all settings from their names and reports all mistakes at once. */
public final class SettingsReader {
  /** RFC 5321 sections 4.1.1.1 and 4.1.3. */
  private static final Pattern HELO_NAME =
      Pattern.compile(
          "(?=.{4,255}$)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?"
              + "(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+"
              + "|\\[\\d{1,3}(\\.\\d{1,3}){3}]|\\[IPv6:[0-9a-fA-F:.]{2,45}]");

  /** Letters, digits, marks, punctuation, symbols and blanks; no format or control character. */
  private static final Pattern LABEL = Pattern.compile("[\\p{L}\\p{N}\\p{M}\\p{P}\\p{S} ]{1,30}");

  /** Placeholder for a rate that is reported as a mistake. */
  private static final RateLimit NO_RATE = new RateLimit(1, Duration.ofSeconds(1));

  private final ValueReader values;

  /**
   * @param source name → value; an empty or blank value counts as not set
   */
  public SettingsReader(Function<String, Optional<String>> source) {
    this.values = new ValueReader(source);
  }

  /**
   * Reads all settings.
   *
   * @throws InvalidSettingsException listing every mistake
   */
  public Settings read() {
    RedisSettings redis = new RedisSettingsReader(values).read();
    WorkSettings work = work();
    LiveSettings live = live();
    EmailSettings email = email();
    checkMailRelay();
    SmsSettingsReader smsReader = new SmsSettingsReader(values);
    SmsNumbers smsNumbers = smsReader.numbers();
    Optional<SmsSettings> sms = smsReader.read();
    ApiSettings api =
        new ApiSettings(
            values.parsed(Setting.AUDIT_LOG, SettingsReader::writableFile),
            values.matching(Setting.CONSOLE_LABEL, LABEL).orElse(""));
    values.refuseMistakes();
    return new Settings(redis, work, live, email, smsNumbers, sms, api);
  }

  /**
   * Reads the settings that may change while the application runs.
   *
   * @throws InvalidSettingsException listing every mistake
   */
  LiveSettings readLive() {
    LiveSettings live = live();
    values.refuseMistakes();
    return live;
  }

  private LiveSettings live() {
    return new LiveSettings(
        new RetrySettings(
            values.number(Setting.MAX_RETRIES),
            values.millis(Setting.RETRY_DELAY_MS),
            values.decimal(Setting.RETRY_BACKOFF_MULTIPLIER),
            values.millis(Setting.RETRY_MAX_DELAY_MS)),
        new RateSettings(
            values.parsed(Setting.EMAIL_RATE_LIMIT, RateLimit::parse),
            values.parsed(Setting.SMS_RATE_LIMIT, RateLimit::parse),
            values.parsed(Setting.SMS_RECIPIENT_LIMIT, RateLimit::parse)),
        values.number(Setting.BATCH_SIZE),
        values.millis(Setting.POLL_INTERVAL_MS),
        values.optionalNumber(Setting.QUEUE_MAX_DEPTH),
        values.parsed(Setting.API_RATE_LIMIT, RateLimit::parse).orElse(NO_RATE));
  }

  private WorkSettings work() {
    return new WorkSettings(
        channels(),
        new Timeouts(
            values.millis(Setting.PROCESSING_TIMEOUT_MS),
            values.millis(Setting.SEND_DEADLINE_MS),
            values.millis(Setting.STALL_TIMEOUT_MS),
            values.millis(Setting.SHUTDOWN_GRACE_MS)),
        new MessageLimits(
            values.number(Setting.MAX_MESSAGE_BYTES), values.period(Setting.DEDUPE_TTL)),
        values.text(Setting.WORKERS_EXECUTOR),
        values.parsed(Setting.LOG_FORMAT, LogFormat::of).orElse(LogFormat.TEXT),
        values.parsed(Setting.LOG_DELIVERED, DeliveredLines::of).orElse(DeliveredLines.EACH));
  }

  private Set<Channel> channels() {
    Set<Channel> channels = EnumSet.noneOf(Channel.class);
    String workers = values.text(Setting.WORKERS);
    for (String name : workers.split(",", -1)) {
      Optional<Channel> channel = Channel.of(name.strip());
      channel.ifPresent(channels::add);
      if (channel.isEmpty()) {
        values.mistake(Setting.WORKERS, workers);
        return channels;
      }
    }
    return channels;
  }

  private EmailSettings email() {
    return new EmailSettings(
        values.parsed(Setting.SMTP_FROM, SettingsReader::address),
        values.number(Setting.EMAIL_CONCURRENCY),
        new EmailSettings.Reuse(
            values.number(Setting.SMTP_CONNECTION_MAX_MESSAGES),
            values.millis(Setting.SMTP_CONNECTION_MAX_AGE_MS),
            values.millis(Setting.SMTP_CONNECTION_MAX_IDLE_MS)),
        new EmailSettings.Dialogue(
            values.matching(Setting.SMTP_HELO_NAME, HELO_NAME),
            values.parsed(Setting.SMTP_REPLY_RULES, SettingsReader::readableFile),
            values.word(Setting.SMTP_PIPELINING).filter("off"::equals).isEmpty(),
            values.millis(Setting.SEND_DEADLINE_MS)));
  }

  /**
   * Checks the settings from which server-config creates the mail session, so that their mistakes
   * are reported with the others.
   */
  private void checkMailRelay() {
    values.number(Setting.SMTP_PORT);
    // The default depends on SMTP_USER and is not one of the words.
    if (values.value(Setting.SMTP_TLS).isPresent()) {
      values.word(Setting.SMTP_TLS);
    }
    boolean user = values.value(Setting.SMTP_USER).isPresent();
    boolean password = values.value(Setting.SMTP_PASS).isPresent();
    if (user != password) {
      values.mistake(
          user
              ? "SMTP_PASS is not set, but SMTP_USER is: set both or none"
              : "SMTP_USER is not set, but SMTP_PASS is: set both or none");
    }
  }

  private static Optional<EmailAddress> address(String text) {
    try {
      return Optional.of(EmailAddressParser.parse(Setting.SMTP_FROM.name(), text));
    } catch (RefusedMessageException e) {
      return Optional.empty();
    }
  }

  private static Optional<Path> readableFile(String name) {
    try {
      return Optional.of(Path.of(name)).filter(Files::isReadable).filter(Files::isRegularFile);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static Optional<Path> writableFile(String name) {
    try {
      Path file = Path.of(name);
      Path directory = file.getParent();
      return file.isAbsolute() && directory != null && Files.isWritable(directory)
          ? Optional.of(file)
          : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
