package com.couponcommerce.workers.testkit.sms;

import com.couponcommerce.workers.message.PayloadEditor;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;

/** Answers as Twilio's Messages resource, with its checks in its order. */
final class TwilioApi {
  static final String ROOT = "/2010-04-01/Accounts/";

  private final String accountSid;
  private final String authToken;

  TwilioApi(String accountSid, String authToken) {
    this.accountSid = accountSid;
    this.authToken = authToken;
  }

  StubReply answer(StubRequest request) {
    if (!isAuthorized(request)) {
      return StubReply.twilioError(401, 20003, "Authenticate");
    }
    if (request.path().equals(ROOT + accountSid + ".json") && request.method().equals("GET")) {
      return StubReply.of(200, "application/json", account());
    }
    if (!request.path().equals(ROOT + accountSid + "/Messages.json")) {
      return StubReply.twilioError(
          404, 20404, "The requested resource " + request.path() + " was not found");
    }
    if (!request.isPost()) {
      return StubReply.twilioError(405, 20004, "Method not allowed");
    }
    return create(request);
  }

  private boolean isAuthorized(StubRequest request) {
    String expected = accountSid + ":" + authToken;
    return request
        .header("authorization")
        .equals(
            "Basic "
                + Base64.getEncoder().encodeToString(expected.getBytes(StandardCharsets.UTF_8)));
  }

  private StubReply create(StubRequest request) {
    String to = request.field("To");
    String body = request.field("Body");
    if (to.isEmpty()) {
      return error(21604, "A 'To' phone number is required.");
    }
    if (request.field("From").isEmpty() && request.field("MessagingServiceSid").isEmpty()) {
      return error(21603, "A 'From' phone number is required.");
    }
    if (body.isEmpty()) {
      return error(21602, "Message body is required.");
    }
    if (!to.matches("\\+[1-9][0-9]{6,14}")) {
      return error(21211, "The 'To' number " + to + " is not a valid phone number.");
    }
    if (body.length() > 1600) {
      return error(21617, "The concatenated message body exceeds the 1600 character limit");
    }
    if (!validity(request.field("ValidityPeriod"))) {
      return error(20001, "ValidityPeriod is not within the range of 1 to 36000");
    }
    return StubReply.of(201, "application/json", message(request, "queued", "null", "null"))
        .keepingSms();
  }

  private static boolean validity(String seconds) {
    return seconds.isEmpty()
        || (seconds.matches("[0-9]{1,5}")
            && Integer.parseInt(seconds) >= 1
            && Integer.parseInt(seconds) <= 36_000);
  }

  private static StubReply error(int code, String message) {
    return StubReply.twilioError(400, code, message);
  }

  private String account() {
    return """
    {"sid":"%s","friendly_name":"Stub","status":"active","type":"Full","owner_account_sid":"%s",
    "date_created":"Mon, 23 Nov 2026 10:00:00 +0000","date_updated":"Mon, 23 Nov 2026 10:00:00 +0000"}\
    """
        .formatted(accountSid, accountSid);
  }

  /** Returns a message in the format of the API, with one field more than the SDK knows. */
  String message(StubRequest request, String status, String errorCode, String errorMessage) {
    String service = request.field("MessagingServiceSid");
    String from = request.field("From");
    String sid = "SM" + UUID.randomUUID().toString().replace("-", "");
    return """
    {"account_sid":"%s","api_version":"2010-04-01","body":%s,"date_created":"Mon, 23 Nov 2026 10:00:00 +0000",
    "date_sent":null,"date_updated":"Mon, 23 Nov 2026 10:00:00 +0000","direction":"outbound-api",
    "error_code":%s,"error_message":%s,"from":%s,"messaging_service_sid":%s,"num_media":"0",
    "num_segments":"1","price":null,"price_unit":"USD","sid":"%s","status":"%s",
    "subresource_uris":{"media":"/2010-04-01/Accounts/%s/Messages/%s/Media.json"},
    "to":%s,"uri":"/2010-04-01/Accounts/%s/Messages/%s.json","some_new_field":{}}\
    """
        .formatted(
            accountSid,
            PayloadEditor.quote(request.field("Body")),
            errorCode,
            errorMessage,
            from.isEmpty() ? "null" : PayloadEditor.quote(from),
            service.isEmpty() ? "null" : PayloadEditor.quote(service),
            sid,
            status,
            accountSid,
            sid,
            PayloadEditor.quote(request.field("To")),
            accountSid,
            sid);
  }
}
