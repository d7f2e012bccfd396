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
 * One request of the SDK, made exactly once. Replaces the whole of {@link TwilioRestClient#request}
 * rather than its HttpClient: that class is tied to Apache's client, which then need not be in the
 * WAR. What the SDK's exceptions hide is remembered here.
 */
final class TwilioCall extends TwilioRestClient {
  /**
   * As the SDK's HttpUtility makes it, but that asks the class Twilio, which then leaves a shutdown
   * hook in the JVM, and with it this application's class loader. VERSION is a constant: the
   * compiler copies it and nothing loads the class.
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

  /** Set by the HTTP client's thread. */
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

  /** The status of the answer; 0 where there was none. */
  int status() {
    return status;
  }

  Optional<String> retryAfter() {
    return retryAfter;
  }

  /** What kept the answer, or the rest of it, away. */
  Optional<Exception> networkFailure() {
    return networkFailure;
  }

  /** True where the fence stopped it before anything was sent. */
  boolean abandoned() {
    return abandoned;
  }

  @Override
  public Response request(Request request) {
    request.setAuth(settings.accountSid(), settings.authToken().value());
    HttpRequest http1 = http(request);
    if (!fence.mayHandOver()) {
      abandoned = true;
      throw new ApiException("not sent: the lease is no longer ours");
    }
    try {
      HttpResponse<String> answer = http.send(http1, this::headCame);
      if (answer.statusCode() >= 300 && answer.statusCode() < 400) {
        // The SDK counts a redirect as a success.
        throw new ApiException("the API answered with a redirect", answer.statusCode());
      }
      return new Response(answer.body(), answer.statusCode());
    } catch (IOException | TimeoutException e) {
      networkFailure = Optional.of(e);
      throw new ApiException("no answer", e);
    }
  }

  private void headCame(HttpResponse.ResponseInfo head) {
    HttpHeaders headers = head.headers();
    retryAfter = headers.firstValue("Retry-After");
    status = head.statusCode();
  }

  private HttpRequest http(Request request) {
    HttpRequest.Builder builder =
        http.request(uri(request))
            .timeout(TwilioHttp.REQUEST_TIMEOUT)
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

  /** Path and query as the SDK has them, behind TWILIO_API_URL. */
  private URI uri(Request request) {
    URI sdk = URI.create(request.constructURL().toString());
    String query = sdk.getRawQuery() == null ? "" : "?" + sdk.getRawQuery();
    return URI.create(settings.apiUrl() + sdk.getRawPath() + query);
  }
}
