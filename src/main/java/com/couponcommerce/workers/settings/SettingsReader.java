package com.couponcommerce.workers.settings;

import com.couponcommerce.workers.log.LogFormat;
import com.couponcommerce.workers.message.Channel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads all settings from their names and reports all mistakes at once. */
public final class SettingsReader {
  /** A first check that finds slips; the mail session's own parser has the last word. */
  private static final Pattern ADDRESS =
      Pattern.compile("[^\\s@<>]+@[^\\s@<>]+|[^<>]*<[^\\s@<>]+@[^\\s@<>]+>");

  private static final Set<String> TLS_MODES =
      Set.of("required", "opportunistic", "implicit", "none");

  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,7}[hms]");

  /** Each mark takes some 100 bytes of Redis: at a message a second, 30 days are 260 MB. */
  private static final Duration LONGEST_DEDUPE_TTL = Duration.ofDays(30);

  private final Function<String, Optional<String>> source;
  private final List<String> mistakes = new ArrayList<>();

  /**
   * @param source name → value; an empty or blank value counts as not set
   */
  public SettingsReader(Function<String, Optional<String>> source) {
    this.source = source;
  }

  /**
   * Reads everything.
   *
   * @throws InvalidSettingsException listing every mistake
   */
  public Settings read() {
    RedisSettings redis = new RedisSettingsReader(this).read();
    WorkSettings work =
        new WorkSettings(
            channels(),
            millis(Setting.PROCESSING_TIMEOUT_MS, 1000, 86_400_000),
            millis(Setting.SEND_DEADLINE_MS, 1000, 86_400_000),
            millis(Setting.STALL_TIMEOUT_MS, 1000, 86_400_000),
            millis(Setting.SHUTDOWN_GRACE_MS, 0, 600_000),
            number(Setting.MAX_MESSAGE_BYTES, 1024, 67_108_864),
            dedupeTtl(),
            text(Setting.WORKERS_EXECUTOR),
            logFormat());
    LiveSettings live = live();
    EmailSettings email =
        new EmailSettings(
            from(),
            number(Setting.EMAIL_CONCURRENCY, 1, 1000),
            number(Setting.SMTP_CONNECTION_MAX_MESSAGES, 1, 1_000_000),
            millis(Setting.SMTP_CONNECTION_MAX_AGE_MS, 1000, 86_400_000),
            millis(Setting.SMTP_CONNECTION_MAX_IDLE_MS, 0, 86_400_000));
    checkMailRelay();
    SmsSettingsReader smsReader = new SmsSettingsReader(this);
    Optional<String> smsDefaultRegion = smsReader.defaultRegion();
    Optional<SmsSettings> sms = smsReader.read();
    ApiSettings api = new ApiSettings(auditLog());
    refuseMistakes();
    return new Settings(redis, work, live, email, smsDefaultRegion, sms, api);
  }

  /**
   * Reads what may change while the application runs.
   *
   * @throws InvalidSettingsException listing every mistake in it
   */
  LiveSettings readLive() {
    LiveSettings live = live();
    refuseMistakes();
    return live;
  }

  private LiveSettings live() {
    return new LiveSettings(
        new RetrySettings(
            number(Setting.MAX_RETRIES, 1, 1000),
            millis(Setting.RETRY_DELAY_MS, 0, 86_400_000),
            decimal(Setting.RETRY_BACKOFF_MULTIPLIER, 1, 10),
            millis(Setting.RETRY_MAX_DELAY_MS, 0, 86_400_000)),
        new RateSettings(
            rate(Setting.EMAIL_RATE_LIMIT),
            rate(Setting.SMS_RATE_LIMIT),
            rate(Setting.SMS_RECIPIENT_LIMIT)),
        number(Setting.BATCH_SIZE, 1, 1000),
        millis(Setting.POLL_INTERVAL_MS, 10, 60_000),
        maxDepth(),
        apiRate());
  }

  private OptionalInt maxDepth() {
    return value(Setting.QUEUE_MAX_DEPTH).isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(number(Setting.QUEUE_MAX_DEPTH, 1, 100_000_000));
  }

  private void refuseMistakes() {
    if (!mistakes.isEmpty()) {
      throw new InvalidSettingsException(mistakes);
    }
  }

  private Set<Channel> channels() {
    Set<Channel> channels = EnumSet.noneOf(Channel.class);
    String workers = text(Setting.WORKERS);
    for (String name : workers.split(",", -1)) {
      Optional<Channel> channel =
          Arrays.stream(Channel.values()).filter(c -> c.id().equals(name.strip())).findFirst();
      channel.ifPresent(channels::add);
      if (channel.isEmpty()) {
        mistake(Setting.WORKERS, workers);
        return channels;
      }
    }
    return channels;
  }

  private LogFormat logFormat() {
    String text = text(Setting.LOG_FORMAT);
    for (LogFormat format : LogFormat.values()) {
      if (format.id().equals(text)) {
        return format;
      }
    }
    mistake(Setting.LOG_FORMAT, text);
    return LogFormat.TEXT;
  }

  private Optional<String> from() {
    Optional<String> from = value(Setting.SMTP_FROM);
    from.filter(address -> !ADDRESS.matcher(address).matches())
        .ifPresent(address -> mistake(Setting.SMTP_FROM, address));
    return from;
  }

  /**
   * The server's mail session is made from these; they are checked here to be reported with the
   * others.
   */
  private void checkMailRelay() {
    number(Setting.SMTP_PORT, 1, 65_535);
    value(Setting.SMTP_TLS)
        .filter(mode -> !TLS_MODES.contains(mode))
        .ifPresent(mode -> mistake(Setting.SMTP_TLS, mode));
    boolean user = value(Setting.SMTP_USER).isPresent();
    boolean password = value(Setting.SMTP_PASS).isPresent();
    if (user != password) {
      mistakes.add(
          user
              ? "SMTP_PASS is not set, but SMTP_USER is: set both or none"
              : "SMTP_USER is not set, but SMTP_PASS is: set both or none");
    }
  }

  Optional<String> value(Setting setting) {
    return source.apply(setting.name()).map(String::strip).filter(value -> !value.isEmpty());
  }

  String text(Setting setting) {
    return value(setting).orElse(setting.defaultValue());
  }

  int number(Setting setting, int min, int max) {
    String text = text(setting);
    if (text.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(text);
      if (number >= min && number <= max) {
        return number;
      }
    }
    mistake(setting, text);
    return min;
  }

  Duration millis(Setting setting, int min, int max) {
    return Duration.ofMillis(number(setting, min, max));
  }

  private Duration dedupeTtl() {
    String text = text(Setting.DEDUPE_TTL);
    if (text.equals("0")) {
      return Duration.ZERO;
    }
    if (LENGTH.matcher(text).matches()) {
      Duration ttl = Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
      if (ttl.compareTo(LONGEST_DEDUPE_TTL) <= 0) {
        return ttl;
      }
    }
    mistake(Setting.DEDUPE_TTL, text);
    return Duration.ZERO;
  }

  private Optional<RateLimit> rate(Setting setting) {
    Optional<String> text = value(setting);
    Optional<RateLimit> limit = text.flatMap(RateLimit::parse);
    if (limit.isEmpty()) {
      text.ifPresent(wrong -> mistake(setting, wrong));
    }
    return limit;
  }

  private Optional<Path> auditLog() {
    Optional<String> text = value(Setting.AUDIT_LOG);
    Optional<Path> file = text.flatMap(SettingsReader::writable);
    if (file.isEmpty()) {
      text.ifPresent(wrong -> mistake(Setting.AUDIT_LOG, wrong));
    }
    return file;
  }

  private static Optional<Path> writable(String text) {
    try {
      Path file = Path.of(text);
      Path directory = file.getParent();
      return file.isAbsolute() && directory != null && Files.isWritable(directory)
          ? Optional.of(file)
          : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private RateLimit apiRate() {
    String text = text(Setting.API_RATE_LIMIT);
    return RateLimit.parse(text)
        .orElseGet(
            () -> {
              mistake(Setting.API_RATE_LIMIT, text);
              return new RateLimit(1, Duration.ofSeconds(1));
            });
  }

  private double decimal(Setting setting, double min, double max) {
    String text = text(setting);
    if (text.matches("[0-9]{1,4}(\\.[0-9]{1,4})?")) {
      double number = Double.parseDouble(text);
      if (number >= min && number <= max) {
        return number;
      }
    }
    mistake(setting, text);
    return min;
  }

  void mistake(String mistake) {
    mistakes.add(mistake);
  }

  void mistake(Setting setting, String value) {
    String shown = setting.isSecret() ? "***" : "\"" + value + "\"";
    mistakes.add(setting + " is " + shown + ", but may be: " + setting.allowed());
  }
}
