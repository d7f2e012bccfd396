package com.couponcommerce.workers.settings;

import com.couponcommerce.workers.message.Originator;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How texts are sent. The settings of a provider are there where it is the chosen one or the one to
 * fail over to.
 *
 * @param provider the chosen one (SMS_PROVIDER)
 * @param failover the one to go to while the chosen one does not work (SMS_FAILOVER)
 * @param onUnknown what becomes of a text that may have been sent (SMS_ON_UNKNOWN)
 * @param concurrency texts sent at a time (SMS_CONCURRENCY)
 */
public record SmsSettings(
    Provider provider,
    Optional<Provider> failover,
    Optional<TwilioSettings> twilio,
    Optional<SnsSettings> sns,
    OnUnknown onUnknown,
    int concurrency) {

  /** Who brings a text to its phone. */
  public enum Provider {
    TWILIO("twilio"),
    AWS_SNS("aws-sns");

    private final String id;

    Provider(String id) {
      this.id = id;
    }

    /** Returns the provider with that name; empty where there is none. */
    static Optional<Provider> of(String id) {
      return Arrays.stream(values()).filter(provider -> provider.id.equals(id)).findFirst();
    }

    static List<String> ids() {
      return Arrays.stream(values()).map(Provider::id).toList();
    }

    /** Returns the name in settings and logs. */
    public String id() {
      return id;
    }

    @Override
    public String toString() {
      return id;
    }
  }

  /** What becomes of a text of which nobody knows whether it was sent. */
  public enum OnUnknown {
    /** Nobody gets a text twice; an operator decides. */
    DEAD_LETTER,
    /** Everybody gets it, some twice. */
    RETRY;

    /** Returns the choice with that name in the settings; empty where there is none. */
    static Optional<OnUnknown> of(String id) {
      return Arrays.stream(values()).filter(choice -> choice.id().equals(id)).findFirst();
    }

    static List<String> ids() {
      return Arrays.stream(values()).map(OnUnknown::id).toList();
    }

    private String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A Twilio account.
   *
   * @param apiUrl where its API is, without a slash at the end (TWILIO_API_URL)
   * @param statusCallback where it reports what became of a text, as it sees that URL from outside
   *     (TWILIO_STATUS_CALLBACK_URL); empty: it does not report
   */
  public record TwilioSettings(
      String accountSid,
      Secret authToken,
      TwilioOrigin origin,
      URI apiUrl,
      Optional<URI> statusCallback) {}

  /** Whom Twilio's texts come from where a message does not say; at least one is there. */
  public record TwilioOrigin(Optional<Originator> from, Optional<String> messagingServiceSid) {}

  /**
   * An AWS account's SNS.
   *
   * @param keys empty: what the AWS SDK finds by itself, as a profile or the machine's role
   * @param topicArn where texts to a topic go (SNS_TOPIC_ARN)
   * @param endpoint instead of the region's own (AWS_ENDPOINT_URL_SNS)
   */
  public record SnsSettings(
      String region,
      Optional<AwsKeys> keys,
      Optional<String> topicArn,
      Optional<URI> endpoint,
      SnsSms sms) {}

  /**
   * An access key of AWS.
   *
   * @param sessionToken comes with a temporary one (AWS_SESSION_TOKEN)
   */
  public record AwsKeys(
      String accessKeyId, Secret secretAccessKey, Optional<Secret> sessionToken) {}

  /**
   * How SNS sends.
   *
   * @param type Transactional or Promotional (SNS_SMS_TYPE)
   * @param senderId shown as the sender where the country allows it (SNS_SENDER_ID)
   * @param maxPrice most US dollars for one text (SNS_MAX_PRICE)
   */
  public record SnsSms(String type, Optional<String> senderId, Optional<String> maxPrice) {}
}
