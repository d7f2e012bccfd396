package com.couponcommerce.workers.sms;

import com.twilio.http.Response;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

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
   * The client's selector thread ends within seconds after a garbage collection finds the client
   * unreachable. Until then the thread retains this application's class loader
   * (Thread.inheritedAccessControlContext, JDK 17). The thread also references each connection that
   * is kept alive, that connection's first request with its handler, and so this object: it ends
   * only if the reference to the client is cleared.
   */
  private final YoungConnections connections;

  TwilioHttp(Duration timeout, LongSupplier nanoTime) {
    this.timeout = timeout;
    this.connections = new YoungConnections(() -> withoutOurClassLoader(threads), nanoTime);
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
   * Sends one request, and returns with the whole answer.
   *
   * @param onHead called as soon as the head of the answer has arrived, even if the body never does
   */
  Response send(HttpRequest request, Consumer<HttpResponse.ResponseInfo> onHead)
      throws IOException, TimeoutException {
    HttpClient open = connections.take();
    if (open == null) {
      throw new ConnectException("closed");
    }
    try {
      return send(open, request, onHead);
    } finally {
      connections.giveBack(open);
    }
  }

  /**
   * Sends with the client's send: with two cores, its sendAsync starts a thread for each answer
   * (CompletableFuture.defaultExecutor), which cost a quarter of the CPU time of an SMS.
   */
  private Response send(
      HttpClient open, HttpRequest request, Consumer<HttpResponse.ResponseInfo> onHead)
      throws IOException, TimeoutException {
    long begun = System.nanoTime();
    try {
      HttpResponse<AnswerBody> answer =
          open.send(
              request,
              head -> {
                onHead.accept(head);
                return new AnswerBody();
              });
      String body = answer.body().await(timeout.minusNanos(System.nanoTime() - begun));
      return new Response(body, answer.statusCode());
    } catch (ExecutionException e) {
      throw new IOException("no answer", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for the answer", e);
    }
  }

  HttpRequest.Builder request(URI uri) {
    return HttpRequest.newBuilder(uri).timeout(timeout);
  }

  @Override
  public void close() {
    connections.close();
    threads.shutdown();
  }
}
