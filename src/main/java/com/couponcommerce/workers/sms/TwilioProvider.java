package com.couponcommerce.workers.sms;

import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Originator;
import com.couponcommerce.workers.message.PhoneNumber;
import com.couponcommerce.workers.message.SmsMessage;
import com.couponcommerce.workers.sender.DeliveryResult;
import com.couponcommerce.workers.sender.DeliveryResult.Abandoned;
import com.couponcommerce.workers.sender.DeliveryResult.Delivered;
import com.couponcommerce.workers.sender.DeliveryResult.Failed;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import com.couponcommerce.workers.sender.SendFence;
import com.couponcommerce.workers.settings.SmsSettings.TwilioSettings;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.twilio.rest.api.v2010.Account;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.rest.api.v2010.account.MessageCreator;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Sends through Twilio's Messages resource. */
final class TwilioProvider implements SmsProvider {
  /**
   * The result for an accepted SMS with an unreadable answer. Another attempt would send it again.
   */
  static final Delivered UNREADABLE = new Delivered("accepted, sid unreadable");

  private static final int CREATED = 201;

  private static final Failure NO_TOPICS =
      new Failure(
          FailureClass.PERM_MESSAGE,
          "no_topic",
          "Twilio has no topics: an SMS needs a number in to");

  /** Limit of a validity period: Twilio's API description allows 1 to 36,000 seconds. */
  private static final Duration MAX_VALIDITY = Duration.ofHours(10);

  private final TwilioSettings settings;
  private final InstantSource time;
  private final TwilioHttp http;

  TwilioProvider(TwilioSettings settings, InstantSource time) {
    this(settings, time, TwilioHttp.REQUEST_TIMEOUT, System::nanoTime);
  }

  TwilioProvider(
      TwilioSettings settings, InstantSource time, Duration timeout, LongSupplier nanoTime) {
    this.settings = settings;
    this.time = time;
    this.http = new TwilioHttp(timeout, nanoTime);
  }

  @Override
  public String name() {
    return "twilio";
  }

  @Override
  public DeliveryResult publish(MessageId id, SmsMessage message, SendFence fence) {
    if (message.to().isEmpty()) {
      return new Failed(NO_TOPICS);
    }
    TwilioCall call = new TwilioCall(settings, http, fence);
    try {
      Message created =
          creator(id, message.to().get(), message, fence.now().orElseGet(time::instant))
              .create(call);
      return ofMessage(created, call);
    } catch (RuntimeException e) {
      // The answer on the wire decides, whatever exception the SDK throws.
      return call.abandoned() ? new Abandoned() : ofFailure(e, call, message);
    }
  }

  private MessageCreator creator(
      MessageId id, PhoneNumber number, SmsMessage message, Instant now) {
    com.twilio.type.PhoneNumber to = new com.twilio.type.PhoneNumber(number.e164());
    Optional<Originator> from = message.from().or(() -> settings.origin().from());
    Optional<String> service = settings.origin().messagingServiceSid();
    MessageCreator creator =
        service.isPresent() && message.from().isEmpty()
            ? Message.creator(to, service.get(), message.body())
            : Message.creator(
                to, new com.twilio.type.PhoneNumber(from.orElseThrow().value()), message.body());
    message
        .expiresAt()
        .flatMap(expiresAt -> validity(Duration.between(now, expiresAt)))
        .ifPresent(creator::setValidityPeriod);
    settings
        .statusCallback()
        .ifPresent(url -> creator.setStatusCallback(new CallbackUrl(url).of(id, now)));
    return creator;
  }

  /**
   * Returns the validity period in whole seconds, rounded down so that no one-time code arrives
   * late; empty if Twilio's default of 10 h ends earlier.
   */
  private static Optional<Integer> validity(Duration left) {
    return left.compareTo(MAX_VALIDITY) >= 0
        ? Optional.empty()
        : Optional.of((int) Math.max(1, left.toSeconds()));
  }

  private DeliveryResult ofMessage(Message created, TwilioCall call) {
    if (call.status() != CREATED) {
      return new Failed(notCreated(call));
    }
    Message.Status status = created.getStatus();
    if (status == Message.Status.FAILED || status == Message.Status.UNDELIVERED) {
      int code = Optional.ofNullable(created.getErrorCode()).orElse(0);
      String text = Optional.ofNullable(created.getErrorMessage()).orElse("the message " + status);
      return new Failed(
          failure(
              TwilioErrorTable.ofFailedMessage(code), Integer.toString(code), text, call, code));
    }
    String sid = created.getSid();
    return sid == null || sid.isEmpty() ? UNREADABLE : new Delivered(sid);
  }

  private DeliveryResult ofFailure(RuntimeException e, TwilioCall call, SmsMessage message) {
    if (call.status() == CREATED) {
      return UNREADABLE;
    }
    Failure failure = failure(e, call);
    if (failure.failureClass() == FailureClass.CONFIG
        && failure.code().matches("[0-9]+")
        && TwilioErrorTable.isAboutSender(Integer.parseInt(failure.code()))
        && message.from().isPresent()
        && !message.from().equals(settings.origin().from())) {
      // The message names the sender itself; the channel pauses only for failures of every message.
      return new Failed(new Failure(FailureClass.PERM_MESSAGE, failure.code(), failure.text()));
    }
    return new Failed(failure);
  }

  private Failure failure(RuntimeException e, TwilioCall call) {
    if (call.status() == 0) {
      return NetworkFailures.of(call.networkFailure().orElseThrow(() -> e));
    }
    if (call.status() / 100 == 2) {
      return notCreated(call);
    }
    int code =
        e instanceof com.twilio.exception.ApiException api
            ? Optional.ofNullable(api.getCode()).orElse(0)
            : 0;
    // The SDK's text for a body that is no JSON quotes the body.
    String text =
        code == 0 ? "an answer without Twilio's error code" : String.valueOf(e.getMessage());
    String name = code == 0 ? "http " + call.status() : Integer.toString(code);
    return failure(TwilioErrorTable.ofAnswer(call.status(), code), name, text, call, code)
        .judged(TwilioErrorTable.basis(call.status(), code), "");
  }

  /** Returns the failure for a success that is not Twilio's, most likely a proxy's page. */
  private static Failure notCreated(TwilioCall call) {
    return new Failure(
        FailureClass.AMBIGUOUS,
        "http " + call.status(),
        "a success status with an answer that is not Twilio's");
  }

  private Failure failure(
      FailureClass failureClass, String name, String text, TwilioCall call, int code) {
    Optional<Duration> wait =
        call.retryAfter()
            .flatMap(header -> RetryAfter.in(header, time.instant()))
            .or(() -> TwilioErrorTable.pause(code));
    return new Failure(failureClass, name, text, wait);
  }

  /**
   * Reads the account. Only a refused login, a suspended account, a rate limit and an outage say
   * something about sending: a gateway may know no accounts, and a restricted key may not read
   * them.
   */
  @Override
  public Optional<Failure> probe() {
    TwilioCall call = new TwilioCall(settings, http, () -> true);
    try {
      Account account = Account.fetcher(settings.accountSid()).fetch(call);
      Account.Status status = account.getStatus();
      return status == Account.Status.SUSPENDED || status == Account.Status.CLOSED
          ? Optional.of(new Failure(FailureClass.CONFIG, "account", "the account is " + status))
          : Optional.empty();
    } catch (RuntimeException e) {
      return ProbeFailure.of(call.status(), call.status() == 401, failure(e, call));
    }
  }

  /**
   * Closes the client and clears Jackson's type cache. The SDK may read answers with the server's
   * Jackson, as on Payara, whose type cache would retain the SDK's classes and so this
   * application's class loader.
   */
  @Override
  public void close() {
    http.close();
    TypeFactory.defaultInstance().clearCache();
  }
}
