package com.couponcommerce.workers.dev;

import com.couponcommerce.workers.testkit.sms.SmsStub;
import com.couponcommerce.workers.testkit.sms.StubReply;
import com.couponcommerce.workers.testkit.sms.StubReply.Cut;
import com.couponcommerce.workers.testkit.sms.StubScript;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Answers of the SMS stub of {@code -Pdev}; the ids are those of the form and of curl. */
enum StubMode {
  WORKS("works", "accepts each SMS"),
  THROTTLES("429", "too many requests, with Retry-After: 3"),
  DOWN("503", "the provider is down"),
  STOPPED("21610", "the recipient has written STOP, and gets no SMS from then on"),
  UNREACHABLE("30005", "accepts each SMS, and reports later that the number is unknown"),
  HANGS("timeout", "never answers, and accepts no SMS");

  private final String id;
  private final String meaning;

  StubMode(String id, String meaning) {
    this.id = id;
    this.meaning = meaning;
  }

  static Optional<StubMode> of(String id) {
    return Arrays.stream(values()).filter(mode -> mode.id.equals(id)).findFirst();
  }

  String id() {
    return id;
  }

  String meaning() {
    return meaning;
  }

  StubScript script() {
    StubReply reply = reply();
    // STOP concerns a recipient, so a request that only reads the account succeeds.
    return request -> this == STOPPED && !request.isPost() ? StubReply.usual() : reply;
  }

  /** Returns the statuses that it reports for an accepted SMS. */
  List<String> reports() {
    return this == UNREACHABLE ? List.of("sent", "undelivered " + id) : SmsStub.USUAL_REPORTS;
  }

  private StubReply reply() {
    return switch (this) {
      case WORKS, UNREACHABLE -> StubReply.usual();
      case THROTTLES ->
          StubReply.twilioError(429, 20429, "Too Many Requests").header("Retry-After", "3");
      case DOWN -> StubReply.twilioError(503, 20503, "Service temporarily unavailable");
      case STOPPED ->
          StubReply.twilioError(400, 21610, "Attempt to send to unsubscribed recipient");
      // The usual reply would count the SMS as received.
      case HANGS -> StubReply.of(504, "", "").cut(Cut.HANG);
    };
  }
}
