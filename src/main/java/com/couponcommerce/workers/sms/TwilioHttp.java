package com.couponcommerce.workers.sms;

import java.io.IOException;
import java.net.ConnectException;
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
import org.jspecify.annotations.Nullable;

/**
 * Sends requests with the JDK's HTTP client, which does not repeat a POST. Both layers of the SDK
 * do: there one 503 causes six POSTs, and possibly six SMS messages.
 */
final class TwilioHttp implements AutoCloseable {
  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);

  private final ExecutorService threads = OwnThreads.named("twilio-http");
  private final Duration timeout;

  /**
   * The client; null once closed. Its selector thread ends within seconds after a garbage
   * collection finds the client unreachable. Until then the thread retains this application's class
   * loader (Thread.inheritedAccessControlContext, JDK 17). The thread also references each
   * connection that is kept alive, that connection's first request with its handler, and so this
   * object: it ends only if this reference is cleared.
   */
  private volatile @Nullable HttpClient client;

  TwilioHttp(Duration timeout) {
    this.timeout = timeout;
    this.client = withoutOurClassLoader(threads);
  }

  /**
   * Creates the client. Its selector thread inherits the context class loader of the calling
   * thread.
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
   * Sends one request.
   *
   * @param onHead called as soon as the head of the answer has arrived, even if the body never does
   */
  HttpResponse<String> send(HttpRequest request, Consumer<HttpResponse.ResponseInfo> onHead)
      throws IOException, TimeoutException {
    HttpClient open = client;
    if (open == null) {
      throw new ConnectException("closed");
    }
    CompletableFuture<HttpResponse<String>> answer =
        open.sendAsync(
            request,
            head -> {
              onHead.accept(head);
              return BodySubscribers.ofString(StandardCharsets.UTF_8);
            });
    try {
      // The request's own timeout ends with the head; a body may take any time.
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
    client = null;
    threads.shutdown();
  }
}
