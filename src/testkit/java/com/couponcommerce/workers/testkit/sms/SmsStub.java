package com.couponcommerce.workers.testkit.sms;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stub of both SMS providers on the loopback interface: Twilio's Messages resource and SNS's query
 * protocol. It checks requests as they do and keeps the messages, and a {@link StubScript} can make
 * it fail in any way. It reports the status of each accepted SMS to the StatusCallback, if the
 * request has one. The script can change while it runs.
 */
public final class SmsStub implements AutoCloseable {
  public static final String ACCOUNT_SID = "AC00000000000000000000000000000000";
  public static final String AUTH_TOKEN = "stub-token";
  public static final String ACCESS_KEY_ID = "AKIAIOSFODNN7EXAMPLE";

  private static final Pattern ID = Pattern.compile("(?<=\"sid\":\"|<MessageId>)[^\"<]+");
  private static final int MAX_KEPT = 100_000;

  /** Reports of an SMS that arrives. */
  public static final List<String> USUAL_REPORTS = List.of("sent", "delivered");

  private final TwilioApi twilio = new TwilioApi(ACCOUNT_SID, AUTH_TOKEN);
  private final SnsApi sns = new SnsApi(ACCESS_KEY_ID);
  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "sms-stub");
            thread.setDaemon(true);
            return thread;
          });
  private final CountDownLatch closed = new CountDownLatch(1);
  private final TwilioReporter reporter = new TwilioReporter(ACCOUNT_SID, AUTH_TOKEN, threads);
  private volatile StubScript script = StubScript.usual();
  private volatile List<String> reports = USUAL_REPORTS;
  private final StubHistory history;
  private final AtomicInteger numbered = new AtomicInteger();

  private SmsStub(int port, int keep) throws IOException {
    // Otherwise the JDK's server delays a reply's body by 40 ms, until the client's
    // acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    this.history = new StubHistory(keep);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Starts a stub on a free port that accepts all requests that the providers would accept. */
  public static SmsStub start() {
    return start(0, MAX_KEPT);
  }

  /**
   * Starts a stub on a port.
   *
   * @param keep maximum number of messages and of requests to keep; older ones are dropped
   */
  public static SmsStub start(int port, int keep) {
    try {
      return new SmsStub(port, keep);
    } catch (IOException e) {
      throw new UncheckedIOException("no SMS stub on port " + port, e);
    }
  }

  /** Returns the URL for TWILIO_API_URL and AWS_ENDPOINT_URL_SNS. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /**
   * Returns the settings that send the WAR's messages to a stub as Twilio's.
   *
   * @param from the sender
   */
  public static Map<String, String> settings(URI url, String from) {
    return Map.of(
        "SMS_PROVIDER",
        "twilio",
        "TWILIO_API_URL",
        url.toString(),
        "TWILIO_ACCOUNT_SID",
        ACCOUNT_SID,
        "TWILIO_AUTH_TOKEN",
        AUTH_TOKEN,
        "TWILIO_FROM_NUMBER",
        from);
  }

  public void script(StubScript newScript) {
    script = newScript;
  }

  /**
   * Sets the reports for each SMS from now on, in their order.
   *
   * @param newReports statuses, or a status and an error code as in {@code "undelivered 30005"}
   */
  public void reporting(List<String> newReports) {
    reports = List.copyOf(newReports);
  }

  /** Returns the number of POSTs, with any answer. */
  public int posts() {
    return history.posts();
  }

  /** Returns the kept requests, oldest first. */
  public List<StubRequest> requests() {
    return history.requests();
  }

  /** Returns the kept messages, oldest first. */
  public List<ReceivedSms> messages() {
    return history.messages();
  }

  /** Returns the number of accepted messages, kept or not. */
  public long received() {
    return history.received();
  }

  /** Drops requests and messages, and counts POSTs from 0 again. */
  public void forget() {
    history.forget();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      StubRequest request = StubRequest.of(exchange, numbered.incrementAndGet());
      history.add(request);
      boolean forTwilio = request.path().startsWith(TwilioApi.ROOT);
      StubReply usual = forTwilio ? twilio.answer(request) : sns.answer(request);
      StubReply reply = script.answer(request).orUsual(usual);
      if (reply.keepsSms()) {
        history.add(request, idOf(usual));
      }
      if (!pauses(reply.delay())) {
        answer(exchange, reply);
      }
      if (reply.keepsSms() && !request.field("StatusCallback").isEmpty()) {
        report(request, usual);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reports on the thread of the request, after its answer. */
  private void report(StubRequest request, StubReply usual) throws InterruptedException {
    URI callback = URI.create(request.field("StatusCallback"));
    String sid = idOf(usual);
    for (String outcome : reports) {
      try {
        reporter.report(callback, sid, request.field("To"), outcome);
      } catch (IOException e) {
        // The receiver is gone. Twilio does not repeat a report either.
        return;
      }
    }
  }

  private static String idOf(StubReply usual) {
    Matcher id = ID.matcher(usual.body());
    return id.find() ? id.group() : "";
  }

  /** Waits; returns true if the stub was closed meanwhile. */
  private boolean pauses(Duration delay) throws InterruptedException {
    return closed.await(delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void answer(HttpExchange exchange, StubReply reply)
      throws IOException, InterruptedException {
    switch (reply.cut()) {
      case CLOSE -> {}
      case HANG -> closed.await();
      case NONE -> {
        byte[] body = head(exchange, reply);
        exchange.getResponseBody().write(body);
      }
      case HALF, STALL -> {
        byte[] body = head(exchange, reply);
        OutputStream out = exchange.getResponseBody();
        out.write(body, 0, body.length / 2);
        out.flush();
        if (reply.cut() == StubReply.Cut.STALL) {
          closed.await();
        }
      }
    }
  }

  private static byte[] head(HttpExchange exchange, StubReply reply) throws IOException {
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    return body;
  }
}
