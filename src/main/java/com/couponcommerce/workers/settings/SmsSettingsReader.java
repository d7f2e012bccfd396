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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Reads how texts are sent. What belongs to a provider that is not chosen is not looked at. Without
 * a sign of any account there are no settings: who sends e-mail only has nothing to set here.
 */
final class SmsSettingsReader {
  private static final List<Setting> TWILIO_ACCOUNT =
      List.of(
          Setting.TWILIO_ACCOUNT_SID,
          Setting.TWILIO_AUTH_TOKEN,
          Setting.TWILIO_FROM_NUMBER,
          Setting.TWILIO_MESSAGING_SERVICE_SID);

  /** As Twilio's API description has it. */
  private static final Pattern ACCOUNT_SID = Pattern.compile("AC[0-9a-fA-F]{32}");

  private static final Pattern MESSAGING_SERVICE_SID = Pattern.compile("MG[0-9a-fA-F]{32}");
  private static final Pattern AWS_REGION = Pattern.compile("[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}");

  /** No FIFO topic: those have no subscribers with phones. */
  private static final Pattern TOPIC_ARN =
      Pattern.compile("arn:aws[a-z-]*:sns:([a-z0-9-]+):[0-9]{1,12}:[A-Za-z0-9_-]{1,256}");

  /** The SNS developer guide: 1 to 11 letters, digits and hyphens with at least one letter. */
  private static final Pattern SENDER_ID = Pattern.compile("(?=.*[A-Za-z])[A-Za-z0-9-]{1,11}");

  private static final Pattern PRICE = Pattern.compile("[0-9]{1,4}(\\.[0-9]{1,5})?");

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final SettingsReader values;

  SmsSettingsReader(SettingsReader values) {
    this.values = values;
  }

  /** Whether there is an account or not. */
  Optional<String> defaultRegion() {
    return checked(
        Setting.SMS_DEFAULT_REGION, Set.of(Locale.getISOCountries())::contains, text -> text);
  }

  /** Empty where there is no account at all; each mistake goes to the reader of the others. */
  Optional<SmsSettings> read() {
    SmsSettings.Provider provider =
        provider(Setting.SMS_PROVIDER).orElse(SmsSettings.Provider.TWILIO);
    Optional<SmsSettings.Provider> failover =
        provider(Setting.SMS_FAILOVER).filter(second -> isOther(provider, second));
    OnUnknown onUnknown = onUnknown();
    int concurrency = values.number(Setting.SMS_CONCURRENCY, 1, 1000);
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

  private Optional<SmsSettings.Provider> provider(Setting setting) {
    String text = values.text(setting);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<SmsSettings.Provider> provider =
        Arrays.stream(SmsSettings.Provider.values()).filter(p -> p.id().equals(text)).findFirst();
    if (provider.isEmpty()) {
      values.mistake(setting, text);
    }
    return provider;
  }

  private boolean isOther(SmsSettings.Provider provider, SmsSettings.Provider second) {
    if (second == provider) {
      values.mistake("SMS_FAILOVER is " + second + ", but that is SMS_PROVIDER: name the other");
    }
    return second != provider;
  }

  private OnUnknown onUnknown() {
    String text = values.text(Setting.SMS_ON_UNKNOWN);
    for (OnUnknown choice : OnUnknown.values()) {
      if (choice.name().toLowerCase(Locale.ROOT).equals(text)) {
        return choice;
      }
    }
    values.mistake(Setting.SMS_ON_UNKNOWN, text);
    return OnUnknown.DEAD_LETTER;
  }

  private TwilioSettings twilio() {
    Optional<Originator> from =
        checked(Setting.TWILIO_FROM_NUMBER, Originator::isValid, Originator::new);
    Optional<String> service =
        checked(
            Setting.TWILIO_MESSAGING_SERVICE_SID,
            text -> MESSAGING_SERVICE_SID.matcher(text).matches(),
            text -> text);
    if (values.value(Setting.TWILIO_FROM_NUMBER).isEmpty()
        && values.value(Setting.TWILIO_MESSAGING_SERVICE_SID).isEmpty()) {
      values.mistake(
          "neither TWILIO_FROM_NUMBER nor TWILIO_MESSAGING_SERVICE_SID is set, but Twilio needs one");
    }
    needed(Setting.TWILIO_ACCOUNT_SID, SmsSettings.Provider.TWILIO);
    Optional<String> account =
        checked(
            Setting.TWILIO_ACCOUNT_SID, text -> ACCOUNT_SID.matcher(text).matches(), text -> text);
    String token = needed(Setting.TWILIO_AUTH_TOKEN, SmsSettings.Provider.TWILIO);
    return new TwilioSettings(
        account.orElse(""),
        new Secret(token),
        new TwilioOrigin(from, service),
        url(Setting.TWILIO_API_URL).orElseGet(() -> URI.create("https://nowhere.invalid")),
        statusCallback());
  }

  /** Reports name the recipient, so they come encrypted or do not leave the machine. */
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
    String region =
        checked(Setting.AWS_REGION, text -> AWS_REGION.matcher(text).matches(), text -> text)
            .orElse("");
    Optional<String> topic =
        checked(Setting.SNS_TOPIC_ARN, text -> TOPIC_ARN.matcher(text).matches(), text -> text);
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
          "only one of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY is set: set both, or none for the"
              + " AWS SDK's own search");
    }
    Optional<Secret> token = values.value(Setting.AWS_SESSION_TOKEN).map(Secret::new);
    return id.flatMap(key -> secret.map(hidden -> new AwsKeys(key, hidden, token)));
  }

  private SnsSms sms() {
    String type = values.text(Setting.SNS_SMS_TYPE);
    if (!type.equals("Transactional") && !type.equals("Promotional")) {
      values.mistake(Setting.SNS_SMS_TYPE, type);
    }
    return new SnsSms(
        type,
        checked(Setting.SNS_SENDER_ID, text -> SENDER_ID.matcher(text).matches(), text -> text),
        checked(Setting.SNS_MAX_PRICE, text -> PRICE.matcher(text).matches(), text -> text));
  }

  /** Empty where there is none; somebody may mistype a password into a URL, so it is not shown. */
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
      // said below
    }
    values.mistake(setting, RedisUrl.withoutPassword(text));
    return Optional.empty();
  }

  private String needed(Setting setting, SmsSettings.Provider provider) {
    Optional<String> value = values.value(setting);
    if (value.isEmpty()) {
      values.mistake(setting + " is not set, but " + provider + " needs it");
    }
    return value.orElse("");
  }

  private <T> Optional<T> checked(
      Setting setting, Predicate<String> isValid, Function<String, T> result) {
    Optional<String> value = values.value(setting);
    value.filter(isValid.negate()).ifPresent(text -> values.mistake(setting, text));
    return value.filter(isValid).map(result);
  }
}
