package com.couponcommerce.workers.sms;

import static com.couponcommerce.workers.sender.FailureClass.AMBIGUOUS;
import static com.couponcommerce.workers.sender.FailureClass.CONFIG;
import static com.couponcommerce.workers.sender.FailureClass.PERM_MESSAGE;
import static com.couponcommerce.workers.sender.FailureClass.PERM_RECIPIENT;
import static com.couponcommerce.workers.sender.FailureClass.PROVIDER_DOWN;
import static com.couponcommerce.workers.sender.FailureClass.THROTTLED;
import static com.couponcommerce.workers.sender.FailureClass.TRANS_RECIPIENT;

import com.couponcommerce.workers.sender.Basis;
import com.couponcommerce.workers.sender.FailureClass;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Maps Twilio's error codes to failure classes by the row that has the code, or else by the HTTP
 * status, since Twilio splits and adds codes without notice (changelog of 2024-07-10). Source of
 * the rows: Twilio's error dictionary, www.twilio.com/docs/api/errors. Codes from 30000 up belong
 * to a message that was accepted first; they are in its status callback or in the answer already.
 */
final class TwilioErrorTable {
  /**
   * Wait after a daily cap of 10DLC. It ends at midnight, Pacific time; a request each hour costs
   * nothing.
   */
  private static final Duration DAILY_CAP = Duration.ofHours(1);

  /** Wait after a full queue of a sender. It has hours of segments, so a minute frees some room. */
  private static final Duration FULL_QUEUE = Duration.ofMinutes(1);

  /**
   * A row.
   *
   * @param first first code of a range
   * @param last last code of it, inclusive
   */
  private record Row(int first, int last, FailureClass failureClass, Optional<Duration> pause) {}

  private static final List<Row> ROWS =
      List.of(
          // Rate, load and quotas.
          waiting(21611, FULL_QUEUE),
          waiting(30001, FULL_QUEUE),
          waiting(30023, DAILY_CAP),
          waiting(30027, DAILY_CAP),
          row(20429, THROTTLED),
          row(14107, THROTTLED),
          row(63018, THROTTLED),
          row(30022, THROTTLED),
          // Twilio's own failures.
          row(20503, PROVIDER_DOWN),
          row(20500, AMBIGUOUS),
          // Credentials and account.
          row(20003, CONFIG),
          row(20005, CONFIG),
          row(20006, CONFIG),
          row(20008, CONFIG),
          row(20010, CONFIG),
          row(20403, CONFIG),
          row(20404, CONFIG),
          rows(20101, 20107, CONFIG),
          row(30002, CONFIG),
          rows(21470, 21478, CONFIG),
          // Sender and messaging service.
          row(21212, CONFIG),
          row(21601, CONFIG),
          row(21603, CONFIG),
          row(21606, CONFIG),
          row(21607, CONFIG),
          row(21621, CONFIG),
          row(21657, CONFIG),
          rows(21659, 21661, CONFIG),
          rows(21701, 21705, CONFIG),
          row(21708, CONFIG),
          row(21709, CONFIG),
          row(21711, CONFIG),
          row(21712, CONFIG),
          // Parameters that only the workers set.
          row(21609, CONFIG),
          row(21624, CONFIG),
          row(21626, CONFIG),
          row(21627, CONFIG),
          // A trial account may send to verified numbers only.
          row(21210, PERM_MESSAGE),
          row(21219, PERM_MESSAGE),
          row(21608, PERM_MESSAGE),
          // Numbers. 21610: the recipient replied STOP. 21408, 21612, 21215: another provider may
          // reach it.
          row(21610, PERM_RECIPIENT),
          row(21408, PERM_RECIPIENT),
          row(21215, PERM_RECIPIENT),
          row(21612, PERM_RECIPIENT),
          row(21211, PERM_RECIPIENT),
          row(21217, PERM_RECIPIENT),
          row(21265, PERM_RECIPIENT),
          row(21266, PERM_RECIPIENT),
          row(21401, PERM_RECIPIENT),
          row(21421, PERM_RECIPIENT),
          row(21604, PERM_RECIPIENT),
          row(21614, PERM_RECIPIENT),
          row(21635, PERM_RECIPIENT),
          row(20023, PERM_RECIPIENT),
          // Contents.
          row(21602, PERM_MESSAGE),
          row(21605, PERM_MESSAGE),
          rows(21617, 21619, PERM_MESSAGE),
          row(21623, PERM_MESSAGE),
          rows(21654, 21656, PERM_MESSAGE),
          row(21658, PERM_MESSAGE),
          row(20001, PERM_MESSAGE),
          row(20422, PERM_MESSAGE),
          // Failures of an accepted message.
          row(30003, TRANS_RECIPIENT),
          row(30008, TRANS_RECIPIENT),
          row(30017, TRANS_RECIPIENT),
          row(30020, TRANS_RECIPIENT),
          row(30021, TRANS_RECIPIENT),
          row(30410, TRANS_RECIPIENT),
          rows(30004, 30006, PERM_RECIPIENT),
          row(30011, PERM_RECIPIENT),
          row(30014, PERM_RECIPIENT),
          row(30007, PERM_MESSAGE),
          row(30010, PERM_MESSAGE),
          row(30012, PERM_MESSAGE),
          row(30013, PERM_MESSAGE),
          row(30018, PERM_MESSAGE),
          row(30019, PERM_MESSAGE),
          row(30024, PERM_MESSAGE),
          rows(30032, 30034, PERM_MESSAGE),
          rows(30441, 30450, PERM_MESSAGE));

  private TwilioErrorTable() {}

  /**
   * Returns the class of an answer with an error.
   *
   * @param code Twilio's code; 0 if the answer has none
   */
  static FailureClass ofAnswer(int status, int code) {
    if (status == 429) {
      return THROTTLED;
    }
    if (status == 401) {
      return CONFIG;
    }
    return find(code).map(Row::failureClass).orElseGet(() -> ofStatus(status, code));
  }

  /**
   * Returns what the class of an answer with an error rests on. Account, rate and outages concern
   * every message alike; a sender may be wrong in this message alone.
   */
  static Basis basis(int status, int code) {
    if (find(code).isEmpty() && status >= 400 && status < 500 && status != 429) {
      return ofAnswer(status, code) == CONFIG ? Basis.SESSION : Basis.GUESS;
    }
    return switch (ofAnswer(status, code)) {
      case CONFIG -> isAboutSender(code) ? Basis.KNOWN : Basis.SESSION;
      case PROVIDER_DOWN -> Basis.SESSION;
      case THROTTLED -> find(code).flatMap(Row::pause).isPresent() ? Basis.KNOWN : Basis.SESSION;
      default -> Basis.KNOWN;
    };
  }

  /** Returns the class of a message that was accepted and failed later. */
  static FailureClass ofFailedMessage(int code) {
    return find(code).map(Row::failureClass).orElse(TRANS_RECIPIENT);
  }

  /** Returns the wait after this code if the answer names none. */
  static Optional<Duration> pause(int code) {
    return find(code).flatMap(Row::pause);
  }

  /** Returns true if a message with another sender may pass. */
  static boolean isAboutSender(int code) {
    return (code >= 21601 && code <= 21661) || code == 21212;
  }

  /** Returns every code that a row has. */
  static Stream<Integer> codes() {
    return ROWS.stream()
        .flatMap(row -> IntStream.rangeClosed(row.first(), row.last()).boxed())
        .distinct();
  }

  /** Returns whether a row has the code. */
  static boolean knows(int code) {
    return find(code).isPresent();
  }

  private static FailureClass ofStatus(int status, int code) {
    return switch (status) {
      case 408, 503 -> PROVIDER_DOWN;
      // An answer without a code is not of Twilio: TWILIO_API_URL or a proxy is wrong.
      case 403, 404, 405, 407 -> code == 0 ? CONFIG : PERM_MESSAGE;
      default -> {
        if (status >= 500) {
          yield AMBIGUOUS;
        }
        yield status >= 400 ? PERM_MESSAGE : CONFIG;
      }
    };
  }

  private static Optional<Row> find(int code) {
    return ROWS.stream().filter(row -> row.first() <= code && code <= row.last()).findFirst();
  }

  private static Row row(int code, FailureClass failureClass) {
    return rows(code, code, failureClass);
  }

  private static Row rows(int first, int last, FailureClass failureClass) {
    return new Row(first, last, failureClass, Optional.empty());
  }

  private static Row waiting(int code, Duration wait) {
    return new Row(code, code, THROTTLED, Optional.of(wait));
  }
}
