package com.couponcommerce.workers.settings;

import com.couponcommerce.workers.message.Originator;
import com.couponcommerce.workers.settings.SmsSettings.AwsKeys;
import com.couponcommerce.workers.settings.SmsSettings.OnUnknown;
import com.couponcommerce.workers.settings.SmsSettings.SnsSettings;
import com.couponcommerce.workers.settings.SmsSettings.SnsSms;
import com.couponcommerce.workers.settings.SmsSettings.TwilioOrigin;
import com.couponcommerce.workers.settings.SmsSettings.TwilioSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Reads the settings of sending SMS messages. Those of a provider that is not chosen are ignored.
 * The result is empty without any setting of an account, so that an installation that sends e-mail
 * only needs none of them.
 */
final class SmsSettingsReader {
  private static final List<Setting> TWILIO_ACCOUNT =
      List.of(
          Setting.TWILIO_ACCOUNT_SID,
          Setting.TWILIO_AUTH_TOKEN,
          Setting.TWILIO_FROM_NUMBER,
          Setting.TWILIO_MESSAGING_SERVICE_SID);

  /** Form given by Twilio's API description. */
  private static final Pattern ACCOUNT_SID = Pattern.compile("AC[0-9a-fA-F]{32}");

  private static final Pattern MESSAGING_SERVICE_SID = Pattern.compile("MG[0-9a-fA-F]{32}");
  private static final Pattern AWS_REGION = Pattern.compile("[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}");

  /** Standard topics; a FIFO topic has no subscribers with phones. */
  private static final Pattern TOPIC_ARN =
      Pattern.compile("arn:aws[a-z-]*:sns:([a-z0-9-]+):[0-9]{1,12}:[A-Za-z0-9_-]{1,256}");

  /** Rule of the SNS developer guide: 1 to 11 letters, digits and hyphens, at least one letter. */
  private static final Pattern SENDER_ID = Pattern.compile("(?=.*[A-Za-z])[A-Za-z0-9-]{1,11}");

  private static final Pattern PRICE = Pattern.compile("[0-9]{1,4}(\\.[0-9]{1,5})?");

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final ValueReader values;

  SmsSettingsReader(ValueReader values) {
    this.values = values;
  }

  /** Returns the rules for numbers, which are needed without an account too. */
  SmsNumbers numbers() {
    return new SmsNumbers(
        values.parsed(
            Setting.SMS_DEFAULT_REGION,
            region -> Optional.of(region).filter(Set.of(Locale.getISOCountries())::contains)),
        values
            .parsed(Setting.SMS_NUMBER_CHECK, SmsNumbers.Check::of)
            .orElse(SmsNumbers.Check.POSSIBLE));
  }

  /** Returns an empty result if no account is set. */
  Optional<SmsSettings> read() {
    SmsSettings.Provider provider =
        values
            .parsed(Setting.SMS_PROVIDER, SmsSettings.Provider::of)
            .orElse(SmsSettings.Provider.TWILIO);
    Optional<SmsSettings.Provider> failover =
        values
            .parsed(Setting.SMS_FAILOVER, SmsSettings.Provider::of)
            .filter(second -> isOther(provider, second));
    OnUnknown onUnknown =
        values.parsed(Setting.SMS_ON_UNKNOWN, OnUnknown::of).orElse(OnUnknown.DEAD_LETTER);
    int concurrency = values.number(Setting.SMS_CONCURRENCY);
    if (provider == SmsSettings.Provider.TWILIO
        && TWILIO_ACCOUNT.stream().allMatch(setting -> values.value(setting).isEmpty())) {
      return Optional.empty();
    }
    boolean both = failover.isPresent();
    return Optional.of(
        new SmsSettings(
            provider,
            failover,
            both || provider == SmsSettings.Provider.TWILIO
                ? Optional.of(twilio())
                : Optional.empty(),
            both || provider == SmsSettings.Provider.AWS_SNS
                ? Optional.of(sns())
                : Optional.empty(),
            onUnknown,
            concurrency));
  }

  private boolean isOther(SmsSettings.Provider provider, SmsSettings.Provider second) {
    if (second == provider) {
      values.mistake("SMS_FAILOVER is " + second + ", but that is SMS_PROVIDER: name the other");
    }
    return second != provider;
  }

  private TwilioSettings twilio() {
    Optional<Originator> from =
        values.parsed(
            Setting.TWILIO_FROM_NUMBER,
            sender -> Optional.of(sender).filter(Originator::isValid).map(Originator::new));
    Optional<String> service =
        values.matching(Setting.TWILIO_MESSAGING_SERVICE_SID, MESSAGING_SERVICE_SID);
    if (values.value(Setting.TWILIO_FROM_NUMBER).isEmpty()
        && values.value(Setting.TWILIO_MESSAGING_SERVICE_SID).isEmpty()) {
      values.mistake(
          "neither TWILIO_FROM_NUMBER nor TWILIO_MESSAGING_SERVICE_SID is set, but Twilio needs"
              + " one");
    }
    needed(Setting.TWILIO_ACCOUNT_SID, SmsSettings.Provider.TWILIO);
    Optional<String> account = values.matching(Setting.TWILIO_ACCOUNT_SID, ACCOUNT_SID);
    String token = needed(Setting.TWILIO_AUTH_TOKEN, SmsSettings.Provider.TWILIO);
    return new TwilioSettings(
        account.orElse(""),
        new Secret(token),
        new TwilioOrigin(from, service),
        url(Setting.TWILIO_API_URL).orElseGet(() -> URI.create("https://nowhere.invalid")),
        statusCallback());
  }

  /** Reads the URL of reports: they name the recipient and are encrypted or stay on the machine. */
  private Optional<URI> statusCallback() {
    Setting setting = Setting.TWILIO_STATUS_CALLBACK_URL;
    Optional<URI> url = url(setting);
    Predicate<URI> isSafe =
        found -> found.getScheme().equals("https") || LOOPBACK.contains(found.getHost());
    url.filter(isSafe.negate()).ifPresent(unsafe -> values.mistake(setting, unsafe.toString()));
    return url.filter(isSafe);
  }

  private SnsSettings sns() {
    needed(Setting.AWS_REGION, SmsSettings.Provider.AWS_SNS);
    String region = values.matching(Setting.AWS_REGION, AWS_REGION).orElse("");
    Optional<String> topic = values.matching(Setting.SNS_TOPIC_ARN, TOPIC_ARN);
    topic
        .filter(arn -> !region.isEmpty() && !arn.split(":", -1)[3].equals(region))
        .ifPresent(
            arn -> values.mistake("SNS_TOPIC_ARN is of another region than AWS_REGION, " + region));
    return new SnsSettings(region, keys(), topic, url(Setting.AWS_ENDPOINT_URL_SNS), sms());
  }

  private Optional<AwsKeys> keys() {
    Optional<String> id = values.value(Setting.AWS_ACCESS_KEY_ID);
    Optional<Secret> secret = values.value(Setting.AWS_SECRET_ACCESS_KEY).map(Secret::new);
    if (id.isPresent() != secret.isPresent()) {
      values.mistake(
          "only one of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY is set: set both, or none for"
              + " the AWS SDK's own search");
    }
    Optional<Secret> token = values.value(Setting.AWS_SESSION_TOKEN).map(Secret::new);
    return id.flatMap(key -> secret.map(hidden -> new AwsKeys(key, hidden, token)));
  }

  private SnsSms sms() {
    return new SnsSms(
        values.word(Setting.SNS_SMS_TYPE).orElse(""),
        values.matching(Setting.SNS_SENDER_ID, SENDER_ID),
        values.matching(Setting.SNS_MAX_PRICE, PRICE));
  }

  /** Reads a URL; one that is wrong is shown without the password that may have slipped into it. */
  private Optional<URI> url(Setting setting) {
    String text = values.text(setting).replaceAll("/+$", "");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI url = new URI(text);
      if (List.of("http", "https").contains(String.valueOf(url.getScheme()))
          && url.getHost() != null
          && url.getRawUserInfo() == null
          && url.getRawQuery() == null
          && url.getRawFragment() == null) {
        return Optional.of(url);
      }
    } catch (URISyntaxException e) {
      // reported below
    }
    values.mistake(setting, text);
    return Optional.empty();
  }

  private String needed(Setting setting, SmsSettings.Provider provider) {
    Optional<String> value = values.value(setting);
    if (value.isEmpty()) {
      values.mistake(setting + " is not set, but " + provider + " needs it");
    }
    return value.orElse("");
  }
}
