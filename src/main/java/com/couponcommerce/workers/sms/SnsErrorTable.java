package com.couponcommerce.workers.sms;

import static com.couponcommerce.workers.sender.FailureClass.AMBIGUOUS;
import static com.couponcommerce.workers.sender.FailureClass.CONFIG;
import static com.couponcommerce.workers.sender.FailureClass.PERM_MESSAGE;
import static com.couponcommerce.workers.sender.FailureClass.PERM_RECIPIENT;
import static com.couponcommerce.workers.sender.FailureClass.PROVIDER_DOWN;
import static com.couponcommerce.workers.sender.FailureClass.THROTTLED;

import com.couponcommerce.workers.sender.Basis;
import com.couponcommerce.workers.sender.FailureClass;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Maps SNS's error codes to failure classes by the first row that matches, or else by the HTTP
 * status. The SDK's retryable() and isThrottlingException() are wrong for most codes. Sources of
 * the rows: the SNS API reference (Publish, Common Errors) and its error codes for SMS.
 */
final class SnsErrorTable {
  private static final String ANY = "";

  /**
   * A row.
   *
   * @param name its most common code, or what it is about if another row has the same
   * @param code pattern for the whole code
   */
  private record Row(String name, Pattern code, Pattern text, FailureClass failureClass) {
    boolean matches(String errorCode, String errorText) {
      return code.matcher(errorCode).matches() && text.matcher(errorText).find();
    }
  }

  private static final String KEYS =
      "InvalidClientTokenId|UnrecognizedClient.*|ExpiredToken.*|SignatureDoesNotMatch"
          + "|IncompleteSignature|MissingAuthenticationToken|OptInRequired|InvalidSecurity.*";

  /** This machine's clock is wrong. */
  private static final String TIMES = "RequestExpired|RequestTimeTooSkewed";

  private static final Pattern LOGIN = Pattern.compile(KEYS + "|" + TIMES);

  private static final List<Row> ROWS =
      List.of(
          row(
              "Throttled",
              "Throttled.*|Throttling.*|TooManyRequests.*|RequestLimitExceeded",
              ANY,
              THROTTLED),
          row("KMSThrottling", "KMSThrottling.*", ANY, THROTTLED),
          row("InternalError", "Internal(Error|Failure).*", ANY, AMBIGUOUS),
          row("ServiceUnavailable", "ServiceUnavailable.*", ANY, PROVIDER_DOWN),
          row("OptedOut", "OptedOut.*", ANY, PERM_RECIPIENT),
          row(
              "InvalidPhoneNumber",
              "InvalidParameter(Value)?.*|ParameterValueInvalid.*",
              "(?i)phone ?number",
              PERM_RECIPIENT),
          row(
              "InvalidParameter",
              "InvalidParameter(Value)?.*|ParameterValueInvalid.*",
              ANY,
              PERM_MESSAGE),
          row("ValidationError", "ValidationE.*|RequestEntityTooLarge.*", ANY, PERM_MESSAGE),
          // A number that an account in the SMS sandbox has not verified.
          row("UserError", "UserError.*", ANY, PERM_MESSAGE),
          row("AuthorizationError", "AuthorizationError.*|AccessDenied.*", ANY, CONFIG),
          row("InvalidClientTokenId", KEYS, ANY, CONFIG),
          row("RequestExpired", TIMES, ANY, CONFIG),
          // These concern the topic, never a number.
          row("NotFound", "(Resource)?NotFound.*", ANY, CONFIG),
          row("EndpointDisabled", "EndpointDisabled.*|PlatformApplicationDisabled.*", ANY, CONFIG),
          row(
              "KMSAccessDenied",
              "KMS(Disabled|InvalidState|NotFound|OptInRequired|AccessDenied).*",
              ANY,
              CONFIG),
          row("TopicLimitExceeded", "(FilterPolicy|Topic)LimitExceeded.*", ANY, CONFIG),
          row("Batch", ".*Batch.*", ANY, CONFIG));

  private SnsErrorTable() {}

  /**
   * Returns the class of an answer with an error.
   *
   * @param code SNS's code; empty if the answer has none
   */
  static FailureClass ofAnswer(int status, String code, String text) {
    if (status == 429) {
      return THROTTLED;
    }
    return find(code, text).map(Row::failureClass).orElseGet(() -> ofStatus(status, code));
  }

  /**
   * Returns what the class of an answer with an error rests on. Account, rate and outages concern
   * every message alike.
   */
  static Basis basis(int status, String code, String text) {
    boolean known = find(code, text).isPresent();
    return switch (ofAnswer(status, code, text)) {
      case CONFIG, PROVIDER_DOWN, THROTTLED -> Basis.SESSION;
      default -> known ? Basis.KNOWN : Basis.GUESS;
    };
  }

  /**
   * Returns true for a code that refuses the access key or its signature, whatever is asked for.
   */
  static boolean isLogin(String code) {
    return LOGIN.matcher(code).matches();
  }

  /** Returns the names of the rows, each of another one. */
  static Stream<String> names() {
    return ROWS.stream().map(Row::name);
  }

  /** Returns the name of the row that matches; empty if none does. */
  static Optional<String> name(String code, String text) {
    return find(code, text).map(Row::name);
  }

  private static Optional<Row> find(String code, String text) {
    return ROWS.stream().filter(row -> row.matches(code, text)).findFirst();
  }

  private static FailureClass ofStatus(int status, String code) {
    return switch (status) {
      case 408, 503 -> PROVIDER_DOWN;
      // An answer without a code is not of SNS: AWS_ENDPOINT_URL_SNS or a proxy is wrong.
      case 401, 403, 404, 405, 407 -> code.isEmpty() ? CONFIG : PERM_MESSAGE;
      default -> {
        if (status >= 500) {
          yield AMBIGUOUS;
        }
        yield status >= 400 ? PERM_MESSAGE : CONFIG;
      }
    };
  }

  private static Row row(String name, String code, String text, FailureClass failureClass) {
    return new Row(name, Pattern.compile(code), Pattern.compile(text), failureClass);
  }
}
