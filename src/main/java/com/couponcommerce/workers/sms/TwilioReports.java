package com.couponcommerce.workers.sms;

import com.couponcommerce.workers.message.DeliveryReport;
import com.couponcommerce.workers.message.PhoneNumber;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.message.ReportedStatus;
import com.couponcommerce.workers.message.Suppression;
import com.couponcommerce.workers.sender.ReportReader;
import com.couponcommerce.workers.sender.ReportVerdict;
import com.couponcommerce.workers.settings.Settings;
import com.couponcommerce.workers.settings.SmsSettings;
import com.couponcommerce.workers.settings.SmsSettings.TwilioSettings;
import com.twilio.security.RequestValidator;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads Twilio's status callbacks
 * (www.twilio.com/docs/messaging/guides/track-outbound-message-status). Twilio adds fields over
 * time and signs all of them; unknown fields are ignored.
 */
@Singleton
public final class TwilioReports implements ReportReader {
  private static final Pattern SID = Pattern.compile("[A-Z]{2}[0-9a-fA-F]{32}");
  private static final Pattern CODE = Pattern.compile("[1-9][0-9]{3,5}");

  private final Optional<Expected> expected;
  private final PhoneNumberReader numbers;

  /** The URL of the reports, and the validator of their signatures. */
  private record Expected(CallbackUrl url, RequestValidator validator) {
    Expected(URI url, TwilioSettings settings) {
      this(new CallbackUrl(url), new RequestValidator(settings.authToken().value()));
    }
  }

  @Inject
  public TwilioReports(Settings settings) {
    this.expected =
        settings
            .sms()
            .flatMap(SmsSettings::twilio)
            .flatMap(twilio -> twilio.statusCallback().map(url -> new Expected(url, twilio)));
    this.numbers = new PhoneNumberReader(settings.smsNumbers());
  }

  @Override
  public boolean isConfigured() {
    return expected.isPresent();
  }

  @Override
  public ReportVerdict read(String query, Map<String, String> form, String signature) {
    if (expected.isEmpty() || !isSigned(expected.get(), query, form, signature)) {
      return new ReportVerdict.Forged();
    }
    Optional<CallbackUrl.Sent> sent = CallbackUrl.sent(query);
    Optional<ReportedStatus> status = ReportedStatus.of(form.getOrDefault("MessageStatus", ""));
    String sid = form.getOrDefault("MessageSid", "");
    if (sent.isEmpty() || status.isEmpty() || !SID.matcher(sid).matches()) {
      return new ReportVerdict.Irrelevant();
    }
    Optional<String> code =
        Optional.of(form.getOrDefault("ErrorCode", "")).filter(CODE.asMatchPredicate());
    return new ReportVerdict.Genuine(
        new DeliveryReport(
            sent.get().id(),
            sent.get().at(),
            new DeliveryReport.Outcome(
                status.get(),
                code,
                status.get().isArrival() ? Suppression.NEVER : suppression(code)),
            sid,
            recipient(form.getOrDefault("To", ""))));
  }

  private static Suppression suppression(Optional<String> code) {
    return TwilioLateFailures.of(code.map(Integer::parseInt).orElse(0));
  }

  private static boolean isSigned(
      Expected expected, String query, Map<String, String> form, String signature) {
    return !signature.isEmpty()
        && expected.validator().validate(expected.url().withQuery(query), form, signature);
  }

  /**
   * Returns the recipient in the form of the messages on the queue, so that an opt-out matches
   * them.
   */
  private Optional<PhoneNumber> recipient(String to) {
    if (!to.startsWith("+")) {
      // A recipient on another channel, such as whatsapp:+49170…, which is not an SMS number.
      return Optional.empty();
    }
    try {
      return Optional.of(numbers.recipient("To", to));
    } catch (RefusedMessageException e) {
      return Optional.of(to).filter(PhoneNumber::isE164).map(PhoneNumber::new);
    }
  }
}
