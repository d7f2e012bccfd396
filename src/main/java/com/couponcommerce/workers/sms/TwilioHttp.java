package com.couponcommerce.workers.sms;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The JDK's HTTP client, which repeats no POST by itself, as both of the SDK's own layers do: there
 * one 503 makes six POSTs, and maybe six texts.
 */
final class TwilioHttp implements AutoCloseable {
  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);

  private final ExecutorService threads = OwnThreads.named("twilio-http");
  private final HttpClient client = withoutOurClassLoader(threads);
  private final Duration timeout;

  TwilioHttp(Duration timeout) {
    this.timeout = timeout;
  }

  /**
   * The client's selector thread ends some time after the last reference to the client is gone;
   * meanwhile it must not hold this application's class loader.
   */
  private static HttpClient withoutOurClassLoader(ExecutorService threads) {
    Thread thread = Thread.currentThread();
    ClassLoader ours = thread.getContextClassLoader();
    thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
    try {
      return HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT_TIMEOUT)
          .executor(threads)
          .build();
    } finally {
      thread.setContextClassLoader(ours);
    }
  }

  /**
   * One request.
   *
   * @param onHead called as soon as the answer's first part is there, even if the rest never comes
   */
  HttpResponse<String> send(HttpRequest request, Consumer<HttpResponse.ResponseInfo> onHead)
      throws IOException, TimeoutException {
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(
            request,
            head -> {
              onHead.accept(head);
              return BodySubscribers.ofString(StandardCharsets.UTF_8);
            });
    try {
      // The request's own timeout ends with the head; a body may trickle for ever.
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException("no answer", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for the answer", e);
    } finally {
      answer.cancel(true);
    }
  }

  HttpRequest.Builder request(URI uri) {
    return HttpRequest.newBuilder(uri);
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
