package com.couponcommerce.workers.testkit.sms;

import com.couponcommerce.workers.message.PayloadEditor;
import com.couponcommerce.workers.testkit.Markup;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer of the stub.
 *
 * @param status 0 for what the provider would answer
 * @param keepsText the text counts as received whatever the answer says
 */
public record PhoneReply(
    int status,
    Map<String, String> headers,
    String body,
    Then then,
    Duration delay,
    boolean keepsText) {

  /** How much of it arrives. */
  public enum Then {
    WHOLE,
    /** Nothing: the connection is closed. */
    CLOSE,
    /** Nothing, and the connection stays open. */
    HANG,
    /** Status and headers and half of the body, then the connection is closed. */
    CUT,
    /** As CUT, but the connection stays open. */
    STALL
  }

  public PhoneReply {
    headers = Map.copyOf(headers);
  }

  /** What the real provider would answer. */
  public static PhoneReply usual() {
    return of(0, "", "");
  }

  public static PhoneReply of(int status, String contentType, String body) {
    return new PhoneReply(
        status,
        contentType.isEmpty() ? Map.of() : Map.of("Content-Type", contentType),
        body,
        Then.WHOLE,
        Duration.ZERO,
        false);
  }

  /** An error as Twilio writes it. */
  public static PhoneReply twilioError(int status, int code, String message) {
    String json =
        "{\"code\":%d,\"message\":%s,\"more_info\":\"https://www.twilio.com/docs/errors/%d\",\"status\":%d}"
            .formatted(code, PayloadEditor.quote(message), code, status);
    return of(status, "application/json", json);
  }

  /** An error as SNS writes it. */
  public static PhoneReply snsError(int status, String code, String message) {
    String xml =
        """
        <ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">
          <Error>
            <Type>%s</Type>
            <Code>%s</Code>
            <Message>%s</Message>
          </Error>
          <RequestId>7a50221f-3774-11df-a9b7-05d48da6f042</RequestId>
        </ErrorResponse>
        """
            .formatted(status < 500 ? "Sender" : "Receiver", code, Markup.escaped(message));
    return of(status, "text/xml", xml);
  }

  public PhoneReply header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new PhoneReply(status, more, body, then, delay, keepsText);
  }

  public PhoneReply then(Then newThen) {
    return new PhoneReply(status, headers, body, newThen, delay, keepsText);
  }

  public PhoneReply after(Duration wait) {
    return new PhoneReply(status, headers, body, then, wait, keepsText);
  }

  public PhoneReply keepingText() {
    return new PhoneReply(status, headers, body, then, delay, true);
  }

  boolean isUsual() {
    return status == 0;
  }

  boolean isSuccess() {
    return status / 100 == 2;
  }

  PhoneReply orUsual(PhoneReply usualReply) {
    return isUsual()
        ? new PhoneReply(
            usualReply.status,
            usualReply.headers,
            usualReply.body,
            then,
            delay,
            keepsText || (usualReply.isSuccess() && usualReply.keepsText))
        : this;
  }
}
