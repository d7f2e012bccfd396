package com.couponcommerce.workers.sms;

import com.couponcommerce.workers.sender.SendFence;
import com.couponcommerce.workers.settings.SmsSettings.TwilioSettings;
import com.twilio.Twilio;
import com.twilio.exception.ApiException;
import com.twilio.http.HttpMethod;
import com.twilio.http.Request;
import com.twilio.http.Response;
import com.twilio.http.TwilioRestClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * One request of the SDK, made exactly once. It replaces {@link TwilioRestClient#request} instead
 * of the SDK's HttpClient: that class needs Apache's client, which so need not be in the WAR. It
 * records what the SDK's exceptions do not tell.
 */
final class TwilioCall extends TwilioRestClient {
  /**
   * The User-Agent of the SDK's HttpUtility. That class loads the class Twilio, whose shutdown hook
   * would retain this application's class loader. VERSION is a constant: the compiler copies it, so
   * the class is not loaded.
   */
  private static final String USER_AGENT =
      "twilio-java/%s (%s %s) java/%s coupon-workers"
          .formatted(
              Twilio.VERSION,
              System.getProperty("os.name"),
              System.getProperty("os.arch"),
              System.getProperty("java.version"));

  private final TwilioSettings settings;
  private final TwilioHttp http;
  private final SendFence fence;

  /** Status of the answer, set by the HTTP client's thread. */
  private volatile int status;

  private volatile Optional<String> retryAfter = Optional.empty();
  private Optional<Exception> networkFailure = Optional.empty();
  private boolean abandoned;

  TwilioCall(TwilioSettings settings, TwilioHttp http, SendFence fence) {
    super(new Builder(settings.accountSid(), settings.authToken().value()));
    this.settings = settings;
    this.http = http;
    this.fence = fence;
  }

  /** Returns the status of the answer; 0 if there was none. */
  int status() {
    return status;
  }

  Optional<String> retryAfter() {
    return retryAfter;
  }

  /** Returns the failure that prevented the answer or the rest of it. */
  Optional<Exception> networkFailure() {
    return networkFailure;
  }

  /** Returns true if the fence stopped it before anything was sent. */
  boolean abandoned() {
    return abandoned;
  }

  @Override
  public Response request(Request request) {
    request.setAuth(settings.accountSid(), settings.authToken().value());
    HttpRequest httpRequest = http(request);
    if (!fence.mayHandOver()) {
      abandoned = true;
      throw new ApiException("not sent: this instance no longer owns the lease");
    }
    try {
      Response answer = http.send(httpRequest, this::headArrived);
      if (answer.getStatusCode() >= 300 && answer.getStatusCode() < 400) {
        // The SDK counts a redirect as a success.
        throw new ApiException("the API answered with a redirect", answer.getStatusCode());
      }
      return answer;
    } catch (IOException | TimeoutException e) {
      networkFailure = Optional.of(e);
      throw new ApiException("no answer", e);
    }
  }

  private void headArrived(HttpResponse.ResponseInfo head) {
    HttpHeaders headers = head.headers();
    retryAfter = headers.firstValue("Retry-After");
    status = head.statusCode();
  }

  private HttpRequest http(Request request) {
    HttpRequest.Builder builder =
        http.request(uri(request))
            .header("Authorization", request.getAuthString())
            .header("Accept", "application/json")
            .header("User-Agent", USER_AGENT);
    return request.getMethod() == HttpMethod.GET
        ? builder.GET().build()
        : builder
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(request.encodeFormBody()))
            .build();
  }

  /** Returns the SDK's path and query after TWILIO_API_URL. */
  private URI uri(Request request) {
    URI sdk = URI.create(request.constructURL().toString());
    String query = sdk.getRawQuery() == null ? "" : "?" + sdk.getRawQuery();
    return URI.create(settings.apiUrl() + sdk.getRawPath() + query);
  }
}
