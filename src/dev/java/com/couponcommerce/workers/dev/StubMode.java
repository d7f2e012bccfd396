package com.couponcommerce.workers.dev;

import com.couponcommerce.workers.testkit.sms.SmsStub;
import com.couponcommerce.workers.testkit.sms.StubReply;
import com.couponcommerce.workers.testkit.sms.StubReply.Cut;
import com.couponcommerce.workers.testkit.sms.StubScript;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How the SMS stub of {@code -Pdev} answers; the names are those of the form and of curl. */
enum StubMode {
  WORKS("works", "takes each text"),
  THROTTLES("429", "too many requests, with Retry-After: 3"),
  DOWN("503", "the provider is down"),
  STOPPED("21610", "the recipient has written STOP"),
  UNREACHABLE("30005", "takes each text, and reports later that nobody has this number"),
  HANGS("timeout", "never answers, and takes no text");

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
    // STOP is about a recipient: a request that only reads the account knows nothing of it.
    return request -> this == STOPPED && !request.isPost() ? StubReply.usual() : reply;
  }

  /** What it reports of the texts that it takes. */
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
      // Not the usual reply, which would keep the text.
      case HANGS -> StubReply.of(504, "", "").cut(Cut.HANG);
    };
  }
}
