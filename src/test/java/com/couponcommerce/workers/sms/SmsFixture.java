package com.couponcommerce.workers.sms;

import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Originator;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.message.SmsMessage;
import com.couponcommerce.workers.sender.DeliveryResult;
import com.couponcommerce.workers.sender.DeliveryResult.Failed;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.SendFence;
import com.couponcommerce.workers.settings.Secret;
import com.couponcommerce.workers.settings.SmsNumbers;
import com.couponcommerce.workers.settings.SmsNumbers.Check;
import com.couponcommerce.workers.settings.SmsSettings.AwsKeys;
import com.couponcommerce.workers.settings.SmsSettings.OnUnknown;
import com.couponcommerce.workers.settings.SmsSettings.SnsSettings;
import com.couponcommerce.workers.settings.SmsSettings.SnsSms;
import com.couponcommerce.workers.settings.SmsSettings.TwilioOrigin;
import com.couponcommerce.workers.settings.SmsSettings.TwilioSettings;
import com.couponcommerce.workers.testkit.sms.SmsStub;
import com.couponcommerce.workers.testkit.sms.StubReply;
import com.couponcommerce.workers.testkit.sms.StubScript;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

/** A provider's client on a stub, at ten o'clock. */
final class SmsFixture implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  static final String TOPIC = "arn:aws:sns:eu-central-1:123456789012:texts";

  /** Timeout for stubs that answer: longer than a TLS handshake on a busy machine. */
  private static final Duration PATIENT = Duration.ofSeconds(30);

  /** Timeout for stubs that never finish an answer. */
  private static final Duration IMPATIENT = Duration.ofMillis(700);

  private final SmsStub stub;
  private final SmsSender sender;

  private SmsFixture(SmsStub stub, SmsProvider provider) {
    this.stub = stub;
    this.sender =
        new SmsSender(
            new SmsNumbers(Optional.of("DE"), Check.POSSIBLE),
            Optional.of(provider),
            OnUnknown.DEAD_LETTER);
  }

  static SmsFixture twilio() {
    SmsStub stub = SmsStub.start();
    return new SmsFixture(stub, twilio(twilioSettings(stub.url())));
  }

  static SmsFixture sns() {
    SmsStub stub = SmsStub.start();
    return new SmsFixture(stub, sns(snsSettings(stub.url())));
  }

  /** Makes a fixture for a stub that never finishes an answer. */
  static SmsFixture impatientTwilio() {
    SmsStub stub = SmsStub.start();
    return new SmsFixture(
        stub,
        new TwilioProvider(twilioSettings(stub.url()), () -> NOW, IMPATIENT, System::nanoTime));
  }

  /** Makes a fixture for a stub that never finishes an answer. */
  static SmsFixture impatientSns() {
    SmsStub stub = SmsStub.start();
    return new SmsFixture(stub, new SnsProvider(snsSettings(stub.url()), () -> NOW, IMPATIENT));
  }

  static SmsFixture of(SmsStub stub, SmsProvider provider) {
    return new SmsFixture(stub, provider);
  }

  static SmsProvider twilio(TwilioSettings settings) {
    return twilio(settings, System::nanoTime);
  }

  static SmsProvider twilio(TwilioSettings settings, LongSupplier nanoTime) {
    return new TwilioProvider(settings, () -> NOW, PATIENT, nanoTime);
  }

  static SmsProvider sns(SnsSettings settings) {
    return new SnsProvider(settings, () -> NOW, PATIENT);
  }

  static TwilioSettings twilioSettings(URI url) {
    return new TwilioSettings(
        SmsStub.ACCOUNT_SID,
        new Secret(SmsStub.AUTH_TOKEN),
        new TwilioOrigin(Optional.of(new Originator("+4915112345678")), Optional.empty()),
        url,
        Optional.empty());
  }

  static SnsSettings snsSettings(URI url) {
    return new SnsSettings(
        "eu-central-1",
        Optional.of(new AwsKeys(SmsStub.ACCESS_KEY_ID, new Secret("secret"), Optional.empty())),
        Optional.of(TOPIC),
        Optional.of(url),
        new SnsSms("Transactional", Optional.of("Shop"), Optional.of("0.50")));
  }

  SmsStub stub() {
    return stub;
  }

  SmsSender sender() {
    return sender;
  }

  SmsFixture answering(StubReply reply) {
    stub.script(StubScript.always(reply));
    return this;
  }

  SmsMessage message(String json) throws RefusedMessageException {
    return sender.decode(MessageFields.parse(Payload.of(json)));
  }

  DeliveryResult send(String json) throws RefusedMessageException {
    return send(json, () -> true);
  }

  DeliveryResult send(String json, SendFence fence) throws RefusedMessageException {
    return sender.send(new MessageId("m1"), message(json), fence);
  }

  DeliveryResult send() throws RefusedMessageException {
    return send("{\"to\":\"+4917012345678\",\"body\":\"Your code is 123456\"}");
  }

  Failure failure() throws RefusedMessageException {
    return failure(send());
  }

  static Failure failure(DeliveryResult result) {
    if (result instanceof Failed failed) {
      return failed.failure();
    }
    throw new AssertionError("no failure: " + result);
  }

  @Override
  public void close() {
    sender.close();
    stub.close();
  }
}
