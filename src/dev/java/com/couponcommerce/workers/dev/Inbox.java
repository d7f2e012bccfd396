package com.couponcommerce.workers.dev;

import com.couponcommerce.workers.dev.MailView.Attachment;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.testkit.FormFields;
import com.couponcommerce.workers.testkit.smtp.ReceivedMail;
import com.couponcommerce.workers.testkit.smtp.SmtpServer;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Shows in a browser what the {@link SmtpServer} and the {@link DevSmsStub} accepted, so that a
 * developer can read a mail without a mailbox and an SMS without a phone. It runs no script,
 * neither its own nor one of a mail.
 */
final class Inbox implements AutoCloseable {
  /** Mails and SMS messages that are kept. The limit keeps a load test from filling the memory. */
  static final int KEPT = 500;

  private static final String PAGE_POLICY =
      "default-src 'none'; style-src 'self'; frame-src 'self'; form-action 'self'";
  private static final String MAIL_POLICY =
      "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'";

  private final HttpServer http;
  private final ExecutorService threads = Executors.newFixedThreadPool(4, Inbox::daemon);
  private final Optional<SmtpServer> smtp;
  private final Optional<DevSmsStub> smsStub;
  private final Queues queues;

  private Inbox(int port, Optional<SmtpServer> smtp, Optional<DevSmsStub> smsStub, Queues queues)
      throws IOException {
    this.smtp = smtp;
    this.smsStub = smsStub;
    this.queues = queues;
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    http.setExecutor(threads);
    http.createContext("/", this::handle);
    http.start();
  }

  /** Starts an inbox that shows the mails, the SMS messages, or both. */
  static Inbox start(
      int port, Optional<SmtpServer> smtp, Optional<DevSmsStub> smsStub, Queues queues) {
    try {
      return new Inbox(port, smtp, smsStub, queues);
    } catch (IOException e) {
      throw new UncheckedIOException("no inbox on port " + port, e);
    }
  }

  String url() {
    return "http://localhost:" + http.getAddress().getPort() + "/";
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "inbox");
    thread.setDaemon(true);
    return thread;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!isOurs(exchange)) {
        refuse(exchange, 403);
      } else if (exchange.getRequestMethod().equals("POST")) {
        post(exchange);
      } else {
        get(exchange);
      }
    }
  }

  /**
   * Returns whether the request names this host and comes from its own pages. Pages of other sites
   * and DNS names that point to this machine may neither read mails nor enqueue.
   */
  private boolean isOurs(HttpExchange exchange) {
    String port = ":" + http.getAddress().getPort();
    List<String> hosts = List.of("localhost" + port, "127.0.0.1" + port);
    Optional<String> host = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host"));
    Optional<String> origin = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Origin"));
    return host.filter(hosts::contains).isPresent()
        && origin.map(value -> hosts.contains(value.replace("http://", ""))).orElse(true);
  }

  private void get(HttpExchange exchange) throws IOException {
    try {
      get(exchange, exchange.getRequestURI().getPath().split("/"));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      // The mail or the part does not exist.
      refuse(exchange, 404);
    }
  }

  private void get(HttpExchange exchange, String[] path) throws IOException {
    if (path.length == 0) {
      page(
          exchange,
          InboxPage.list(
              smtp.map(server -> InboxPage.mails(newestFirst(), server.received())),
              smsStub.map(SmsStubPage::section)));
    } else if (path.length == 2) {
      get(exchange, path[1]);
    } else if (path.length >= 3 && path[1].equals("mails")) {
      mail(exchange, find(Long.parseLong(path[2])), path);
    } else {
      refuse(exchange, 404);
    }
  }

  private void get(HttpExchange exchange, String name) throws IOException {
    switch (name) {
      case "new" ->
          page(
              exchange,
              InboxPage.forms(
                  smtp.map(server -> InboxPage.mailForm()),
                  smsStub.map(stub -> SmsStubPage.form())));
      case "phone" ->
          page(exchange, SmsStubPage.modes(requireSmsStub().mode(), queues.optedOut(), url()));
      case "style.css" -> answer(exchange, "text/css", PAGE_POLICY, bytes(InboxPage.STYLE));
      case "mails.json" -> json(exchange, InboxJson.mails(newestFirst()));
      case "texts.json" -> json(exchange, InboxJson.messages(requireSmsStub().newestFirst()));
      default -> refuse(exchange, 404);
    }
  }

  private DevSmsStub requireSmsStub() {
    return smsStub.orElseThrow(
        () -> new IllegalArgumentException("SMS messages go to a real provider"));
  }

  private void mail(HttpExchange exchange, MailView view, String[] path) throws IOException {
    if (path.length == 3) {
      page(exchange, InboxPage.mail(view));
    } else if (path[3].equals("source")) {
      answer(exchange, "text/plain; charset=utf-8", MAIL_POLICY, view.mail().bytes());
    } else if (path[3].equals("html")) {
      String html = view.htmls().get(Integer.parseInt(path[4]));
      answer(exchange, "text/html; charset=utf-8", MAIL_POLICY, bytes(html));
    } else if (path[3].equals("attachment")) {
      Attachment attachment = view.attachments().get(Integer.parseInt(path[4]));
      exchange.getResponseHeaders().set("Content-Disposition", "attachment");
      answer(exchange, "application/octet-stream", MAIL_POLICY, attachment.bytes());
    } else {
      refuse(exchange, 404);
    }
  }

  private void post(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(100_000);
    Map<String, String> form = FormFields.parse(new String(body, StandardCharsets.UTF_8));
    String next = "/";
    switch (exchange.getRequestURI().getPath()) {
      case "/new" ->
          queues.enqueue(Channel.EMAIL, InboxJson.message(form, List.of("to", "subject", "body")));
      case "/new-text" ->
          queues.enqueue(Channel.SMS, InboxJson.message(form, List.of("to", "body")));
      case "/phone" -> {
        Optional<StubMode> mode = StubMode.of(form.getOrDefault("answer", ""));
        if (smsStub.isEmpty() || mode.isEmpty()) {
          refuse(exchange, 400);
          return;
        }
        smsStub.get().mode(mode.get());
      }
      case "/opt-in" -> {
        queues.optIn(form.getOrDefault("number", ""));
        next = "/phone";
      }
      default -> {
        refuse(exchange, 404);
        return;
      }
    }
    exchange.getResponseHeaders().set("Location", next);
    exchange.sendResponseHeaders(303, -1);
  }

  private List<MailView> newestFirst() {
    List<MailView> views = new ArrayList<>(mails().stream().map(MailView::of).toList());
    Collections.reverse(views);
    return views;
  }

  private List<ReceivedMail> mails() {
    return smtp.map(SmtpServer::mails).orElse(List.of());
  }

  private MailView find(long number) {
    return mails().stream()
        .filter(mail -> mail.number() == number)
        .map(MailView::of)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no mail " + number));
  }

  private static void json(HttpExchange exchange, String json) throws IOException {
    answer(exchange, "application/json", PAGE_POLICY, bytes(json));
  }

  private static void page(HttpExchange exchange, String html) throws IOException {
    answer(exchange, "text/html; charset=utf-8", PAGE_POLICY, bytes(html));
  }

  private static void answer(HttpExchange exchange, String type, String policy, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Content-Security-Policy", policy);
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static void refuse(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
