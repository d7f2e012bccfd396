package com.couponcommerce.workers.testkit.sms;

import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers Publish and GetSMSAttributes in SNS's query protocol. */
final class SnsApi {
  private static final String NAMESPACE = "http://sns.amazonaws.com/doc/2010-03-31/";

  /** Header of Signature Version 4; the signature itself is not verified. */
  private static final Pattern SIGNATURE =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=(?<key>[^/]+)/[0-9]{8}/[a-z0-9-]+/sns/aws4_request, "
              + "SignedHeaders=[a-z0-9;-]+, Signature=[0-9a-f]{64}");

  private final String accessKeyId;

  SnsApi(String accessKeyId) {
    this.accessKeyId = accessKeyId;
  }

  StubReply answer(StubRequest request) {
    Matcher signature = SIGNATURE.matcher(request.header("authorization"));
    if (!signature.matches() || request.header("x-amz-date").isEmpty()) {
      return error(403, "MissingAuthenticationToken", "Request is missing Authentication Token");
    }
    if (!signature.group("key").equals(accessKeyId)) {
      return error(
          403, "InvalidClientTokenId", "The security token included in the request is invalid.");
    }
    if (!request.field("Version").equals("2010-03-31")) {
      return error(400, "NoSuchVersion", "The requested version is not valid.");
    }
    return switch (request.field("Action")) {
      case "Publish" -> publish(request);
      case "GetSMSAttributes" -> success("GetSMSAttributes", "<attributes/>");
      default -> error(400, "InvalidAction", "Could not find operation");
    };
  }

  private static StubReply publish(StubRequest request) {
    String number = request.field("PhoneNumber");
    String topic = request.field("TopicArn");
    String message = request.field("Message");
    if (number.isEmpty() == topic.isEmpty()) {
      return error(
          400, "InvalidParameter", "Invalid parameter: TopicArn or TargetArn Reason: no value");
    }
    if (!number.isEmpty() && !number.matches("\\+[1-9][0-9]{6,14}")) {
      return error(
          400,
          "InvalidParameter",
          "Invalid parameter: PhoneNumber Reason: " + number + " is not valid to publish to");
    }
    if (!topic.isEmpty() && !topic.matches("arn:aws:sns:[a-z0-9-]+:[0-9]+:[A-Za-z0-9_-]+")) {
      return error(400, "InvalidParameter", "Invalid parameter: TopicArn");
    }
    if (message.isEmpty()) {
      return error(400, "InvalidParameter", "Invalid parameter: Empty message");
    }
    if (message.length() > 1600) {
      return error(400, "InvalidParameter", "Invalid parameter: Message too long");
    }
    return success("Publish", "<MessageId>" + UUID.randomUUID() + "</MessageId>").keepingSms();
  }

  /** Returns the value of a message attribute; empty if it is missing. */
  static String attribute(StubRequest request, String name) {
    for (int i = 1; i <= 10; i++) {
      String entry = "MessageAttributes.entry." + i;
      if (request.field(entry + ".Name").equals(name)) {
        return request.field(entry + ".Value.StringValue");
      }
    }
    return "";
  }

  private static StubReply success(String action, String result) {
    return StubReply.of(
        200,
        "text/xml",
        """
        <%1$sResponse xmlns="%2$s">
          <%1$sResult>%3$s</%1$sResult>
          <ResponseMetadata><RequestId>%4$s</RequestId></ResponseMetadata>
        </%1$sResponse>
        """
            .formatted(action, NAMESPACE, result, UUID.randomUUID()));
  }

  private static StubReply error(int status, String code, String message) {
    return StubReply.snsError(status, code, message);
  }
}
