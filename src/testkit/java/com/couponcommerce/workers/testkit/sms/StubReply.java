package com.couponcommerce.workers.testkit.sms;

import com.couponcommerce.workers.message.PayloadEditor;
import com.couponcommerce.workers.testkit.Markup;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer of the stub.
 *
 * @param status the HTTP status; 0 for the usual answer of the provider
 * @param keepsSms whether the SMS counts as received even if the answer is an error
 */
public record StubReply(
    int status,
    Map<String, String> headers,
    String body,
    Cut cut,
    Duration delay,
    boolean keepsSms) {

  /** Part of the answer that arrives. */
  public enum Cut {
    NONE,
    /** Nothing; the connection is closed. */
    CLOSE,
    /** Nothing; the connection stays open. */
    HANG,
    /** Status, headers and half of the body; then the connection is closed. */
    HALF,
    /** The same part as HALF; the connection stays open. */
    STALL
  }

  public StubReply {
    headers = Map.copyOf(headers);
  }

  /** Returns the answer of the real provider. */
  public static StubReply usual() {
    return of(0, "", "");
  }

  public static StubReply of(int status, String contentType, String body) {
    return new StubReply(
        status,
        contentType.isEmpty() ? Map.of() : Map.of("Content-Type", contentType),
        body,
        Cut.NONE,
        Duration.ZERO,
        false);
  }

  /** Returns an error in Twilio's format. */
  public static StubReply twilioError(int status, int code, String message) {
    String json =
        "{\"code\":%d,\"message\":%s,\"more_info\":\"https://www.twilio.com/docs/errors/%d\",\"status\":%d}"
            .formatted(code, PayloadEditor.quote(message), code, status);
    return of(status, "application/json", json);
  }

  /** Returns an error in the format of SNS. */
  public static StubReply snsError(int status, String code, String message) {
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

  public StubReply header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new StubReply(status, more, body, cut, delay, keepsSms);
  }

  public StubReply cut(Cut newCut) {
    return new StubReply(status, headers, body, newCut, delay, keepsSms);
  }

  public StubReply after(Duration wait) {
    return new StubReply(status, headers, body, cut, wait, keepsSms);
  }

  public StubReply keepingSms() {
    return new StubReply(status, headers, body, cut, delay, true);
  }

  boolean isUsual() {
    return status == 0;
  }

  boolean isSuccess() {
    return status / 100 == 2;
  }

  StubReply orUsual(StubReply usualReply) {
    return isUsual()
        ? new StubReply(
            usualReply.status,
            usualReply.headers,
            usualReply.body,
            cut,
            delay,
            keepsSms || (usualReply.isSuccess() && usualReply.keepsSms))
        : this;
  }
}
