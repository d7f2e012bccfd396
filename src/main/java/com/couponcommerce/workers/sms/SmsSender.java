package com.couponcommerce.workers.sms;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.PhoneNumber;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.message.SmsMessage;
import com.couponcommerce.workers.sender.DeliveryResult;
import com.couponcommerce.workers.sender.DeliveryResult.Failed;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import com.couponcommerce.workers.sender.ProviderState;
import com.couponcommerce.workers.sender.SendFence;
import com.couponcommerce.workers.sender.Sender;
import com.couponcommerce.workers.sender.Traits;
import com.couponcommerce.workers.settings.Settings;
import com.couponcommerce.workers.settings.SmsNumbers;
import com.couponcommerce.workers.settings.SmsSettings;
import com.couponcommerce.workers.settings.SmsSettings.OnUnknown;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Sends SMS messages through the configured provider. */
@Singleton
public final class SmsSender implements Sender<SmsMessage>, AutoCloseable {
  private static final Failure NOT_CONFIGURED =
      new Failure(
              FailureClass.CONFIG,
              "not_configured",
              "SMS_PROVIDER is not set; set it and what that provider needs, such as"
                  + " TWILIO_ACCOUNT_SID")
          .ofSession();

  /** Beginning of a number that tells its country well enough: a plus and three digits. */
  private static final int COUNTRY_CHARS = 4;

  private final SmsMessageDecoder decoder;
  private final Optional<SmsProvider> provider;
  private final OnUnknown onUnknown;

  /**
   * Creates the sender without a connection.
   *
   * @param settings without {@code sms} if no provider is configured; then each message is kept
   *     until one is
   */
  @Inject
  public SmsSender(Settings settings, InstantSource time) {
    this(
        settings.smsNumbers(),
        settings.sms().map(found -> provider(found, time)),
        settings.sms().map(SmsSettings::onUnknown).orElse(OnUnknown.DEAD_LETTER));
  }

  SmsSender(SmsNumbers numbers, Optional<SmsProvider> provider, OnUnknown onUnknown) {
    this.onUnknown = onUnknown;
    this.decoder = new SmsMessageDecoder(new PhoneNumberReader(numbers));
    this.provider = provider;
  }

  private static SmsProvider provider(SmsSettings settings, InstantSource time) {
    SmsProvider first = provider(settings.provider(), settings, time);
    return settings
        .failover()
        .<SmsProvider>map(
            other -> new FailoverProvider(first, provider(other, settings, time), time))
        .orElse(first);
  }

  private static SmsProvider provider(
      SmsSettings.Provider provider, SmsSettings settings, InstantSource time) {
    return switch (provider) {
      case TWILIO -> new TwilioProvider(settings.twilio().orElseThrow(), time);
      case AWS_SNS -> new SnsProvider(settings.sns().orElseThrow(), time);
    };
  }

  @Override
  public boolean isConfigured() {
    return provider.isPresent();
  }

  @Override
  public Channel channel() {
    return Channel.SMS;
  }

  @Override
  public SmsMessage decode(MessageFields fields) throws RefusedMessageException {
    return decoder.decode(fields);
  }

  @Override
  public List<String> recipients(SmsMessage message) {
    return message.to().map(PhoneNumber::e164).stream().toList();
  }

  @Override
  public Traits traits(SmsMessage message) {
    Set<String> numbers = Set.copyOf(recipients(message));
    return new Traits(
        message.from().isPresent(),
        numbers,
        numbers.stream()
            .map(number -> number.substring(0, COUNTRY_CHARS))
            .collect(Collectors.toSet()));
  }

  @Override
  public DeliveryResult send(MessageId id, SmsMessage message, SendFence fence) {
    if (provider.isEmpty()) {
      return new Failed(NOT_CONFIGURED);
    }
    return provider.get().publish(id, message, fence);
  }

  @Override
  public List<ProviderState> providers() {
    return provider.map(SmsProvider::states).orElse(List.of());
  }

  @Override
  public boolean retriesUnknown() {
    return onUnknown == OnUnknown.RETRY;
  }

  /** Returns the number itself, so that an operator can find it on the list and remove it. */
  @Override
  public Optional<String> optOutKey(SmsMessage message) {
    return message.to().map(PhoneNumber::e164);
  }

  /** Returns true for Twilio's 21610 and SNS's OptedOut: the recipient replied STOP. */
  @Override
  public boolean isOptOut(Failure failure) {
    return failure.code().contains("21610") || failure.code().contains("OptedOut");
  }

  @Override
  public Optional<Failure> probe() {
    return provider.isEmpty() ? Optional.of(NOT_CONFIGURED) : provider.get().probe();
  }

  @Override
  @PreDestroy
  public void close() {
    provider.ifPresent(SmsProvider::close);
  }
}
