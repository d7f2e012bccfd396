package com.couponcommerce.workers.settings;

import com.couponcommerce.workers.message.Originator;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Settings of sending SMS messages. Those of a provider are present if it is the chosen one or the
 * one to fail over to.
 *
 * @param provider the chosen provider (SMS_PROVIDER)
 * @param failover provider to use while the chosen one does not work (SMS_FAILOVER)
 * @param onUnknown action if the outcome of a send is unknown (SMS_ON_UNKNOWN)
 * @param concurrency maximum number of concurrent sends (SMS_CONCURRENCY)
 */
public record SmsSettings(
    Provider provider,
    Optional<Provider> failover,
    Optional<TwilioSettings> twilio,
    Optional<SnsSettings> sns,
    OnUnknown onUnknown,
    int concurrency) {

  /** SMS provider. */
  public enum Provider {
    TWILIO("twilio"),
    AWS_SNS("aws-sns");

    private final String id;

    Provider(String id) {
      this.id = id;
    }

    /** Returns the provider with that name; empty if there is none. */
    static Optional<Provider> of(String id) {
      return Arrays.stream(values()).filter(provider -> provider.id.equals(id)).findFirst();
    }

    /** Returns the names of all providers. */
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

  /** Action for an SMS message of which it is unknown whether it was sent. */
  public enum OnUnknown {
    /** Dead-letters it: no recipient gets it twice, and an operator decides. */
    DEAD_LETTER,
    /** Sends it again: every recipient gets it, some of them twice. */
    RETRY;

    /** Returns the action with that name in the settings; empty if there is none. */
    static Optional<OnUnknown> of(String id) {
      return Arrays.stream(values()).filter(choice -> choice.id().equals(id)).findFirst();
    }

    /** Returns the names of all actions. */
    static List<String> ids() {
      return Arrays.stream(values()).map(OnUnknown::id).toList();
    }

    private String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Account of Twilio.
   *
   * @param apiUrl URL of the API without a slash at its end (TWILIO_API_URL)
   * @param statusCallback URL for status reports as Twilio sees it (TWILIO_STATUS_CALLBACK_URL); if
   *     empty, there are no reports
   */
  public record TwilioSettings(
      String accountSid,
      Secret authToken,
      TwilioOrigin origin,
      URI apiUrl,
      Optional<URI> statusCallback) {}

  /** Default sender of Twilio's SMS messages; at least one of the two is present. */
  public record TwilioOrigin(Optional<Originator> from, Optional<String> messagingServiceSid) {}

  /**
   * SNS of an AWS account.
   *
   * @param keys access key; if empty, the AWS SDK searches for credentials, such as a profile or
   *     the machine's role
   * @param topicArn topic for messages that are addressed to a topic (SNS_TOPIC_ARN)
   * @param endpoint URL to use instead of the region's (AWS_ENDPOINT_URL_SNS)
   */
  public record SnsSettings(
      String region,
      Optional<AwsKeys> keys,
      Optional<String> topicArn,
      Optional<URI> endpoint,
      SnsSms sms) {}

  /**
   * Access key of AWS.
   *
   * @param sessionToken token of a temporary access key (AWS_SESSION_TOKEN)
   */
  public record AwsKeys(
      String accessKeyId, Secret secretAccessKey, Optional<Secret> sessionToken) {}

  /**
   * Attributes of the SMS messages that SNS sends.
   *
   * @param type Transactional or Promotional (SNS_SMS_TYPE)
   * @param senderId sender that phones show if the country allows it (SNS_SENDER_ID)
   * @param maxPrice maximum price of one SMS message in US dollars (SNS_MAX_PRICE)
   */
  public record SnsSms(String type, Optional<String> senderId, Optional<String> maxPrice) {}
}
