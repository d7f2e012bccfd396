package com.couponcommerce.workers.dev;

import com.couponcommerce.workers.testkit.sms.PhoneReply;
import com.couponcommerce.workers.testkit.sms.PhoneReply.Then;
import com.couponcommerce.workers.testkit.sms.PhoneScript;
import com.couponcommerce.workers.testkit.sms.PhoneStub;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How the phone stub of {@code -Pdev} answers; the names are those of the form and of curl. */
enum PhoneMood {
  WORKS("works", "takes each text"),
  THROTTLES("429", "too many requests, with Retry-After: 3"),
  DOWN("503", "the provider is down"),
  STOPPED("21610", "the recipient has written STOP"),
  UNREACHABLE("30005", "takes each text, and reports later that nobody has this number"),
  HANGS("timeout", "never answers, and takes no text");

  private final String id;
  private final String meaning;

  PhoneMood(String id, String meaning) {
    this.id = id;
    this.meaning = meaning;
  }

  static Optional<PhoneMood> of(String id) {
    return Arrays.stream(values()).filter(mood -> mood.id.equals(id)).findFirst();
  }

  String id() {
    return id;
  }

  String meaning() {
    return meaning;
  }

  PhoneScript script() {
    PhoneReply reply = reply();
    // STOP is about a recipient: a request that only reads the account knows nothing of it.
    return request -> this == STOPPED && !request.isPost() ? PhoneReply.usual() : reply;
  }

  /** What it reports of the texts that it takes. */
  List<String> reports() {
    return this == UNREACHABLE ? List.of("sent", "undelivered " + id) : PhoneStub.USUAL_REPORTS;
  }

  private PhoneReply reply() {
    return switch (this) {
      case WORKS, UNREACHABLE -> PhoneReply.usual();
      case THROTTLES ->
          PhoneReply.twilioError(429, 20429, "Too Many Requests").header("Retry-After", "3");
      case DOWN -> PhoneReply.twilioError(503, 20503, "Service temporarily unavailable");
      case STOPPED ->
          PhoneReply.twilioError(400, 21610, "Attempt to send to unsubscribed recipient");
      // Not the usual reply, which would keep the text.
      case HANGS -> PhoneReply.of(504, "", "").then(Then.HANG);
    };
  }
}
