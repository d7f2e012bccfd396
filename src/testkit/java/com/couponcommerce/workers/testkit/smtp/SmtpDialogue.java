package com.couponcommerce.workers.testkit.smtp;

import com.couponcommerce.workers.testkit.smtp.SmtpScript.Command;
import com.couponcommerce.workers.testkit.smtp.SmtpScript.Cut;
import com.couponcommerce.workers.testkit.smtp.SmtpScript.Reply;
import com.couponcommerce.workers.testkit.smtp.SmtpScript.Stage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** The connection of one client, from the greeting to the end. */
final class SmtpDialogue {
  private static final int MAX_CONTENT = 64 * 1024 * 1024;

  /** The envelope that the client has sent before the content, with its login and encryption. */
  record Envelope(String from, List<String> recipients, String user, boolean encrypted) {}

  private final SmtpServer server;
  private final int number;
  private Socket socket;
  private SmtpLines in;
  private OutputStream out;
  private String user = "";
  private String from = "";
  private boolean inMail;
  private final List<String> recipients = new ArrayList<>();
  private int mails;

  SmtpDialogue(SmtpServer server, Socket socket, int number) throws IOException {
    this.server = server;
    this.number = number;
    this.socket = server.settings().implicitTls ? encrypted(server, socket) : socket;
    this.in = new SmtpLines(this.socket.getInputStream());
    this.out = this.socket.getOutputStream();
  }

  void run() throws IOException, InterruptedException {
    if (!reply(Stage.CONNECT, "", "220 localhost ESMTP").isPositive()) {
      SmtpServer.closeQuietly(socket);
    }
    while (!socket.isClosed()) {
      String line = in.line();
      answer(stage(line), line);
    }
  }

  private static Stage stage(String line) {
    int space = line.indexOf(' ');
    String verb = (space < 0 ? line : line.substring(0, space)).toUpperCase(Locale.ROOT);
    return switch (verb) {
      case "EHLO", "HELO" -> Stage.EHLO;
      case "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "RSET", "NOOP", "QUIT" ->
          Stage.valueOf(verb);
      default -> Stage.OTHER;
    };
  }

  private void answer(Stage stage, String line) throws IOException, InterruptedException {
    switch (stage) {
      case EHLO -> {
        forget();
        reply(stage, line, line.startsWith("H") ? "250 localhost" : ehlo());
      }
      case STARTTLS -> startTls(line);
      case AUTH -> authenticate(line);
      case MAIL -> mail(line);
      case RCPT -> recipient(line);
      case DATA -> data(line);
      case RSET -> {
        forget();
        reply(stage, line, "250 2.0.0 Reset");
      }
      case NOOP -> reply(stage, line, "250 2.0.0 OK");
      case QUIT -> {
        reply(stage, line, "221 2.0.0 Bye");
        SmtpServer.closeQuietly(socket);
      }
      default -> reply(stage, line, "502 5.5.2 Command not known");
    }
  }

  private String ehlo() {
    List<String> lines = new ArrayList<>(List.of("localhost"));
    lines.addAll(server.extensions().orElseGet(this::usualExtensions));
    StringBuilder reply = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      reply.append(i < lines.size() - 1 ? "250-" : "250 ").append(lines.get(i));
      reply.append(i < lines.size() - 1 ? "\r\n" : "");
    }
    return reply.toString();
  }

  private List<String> usualExtensions() {
    List<String> usual = new ArrayList<>(List.of("PIPELINING", "8BITMIME", "SIZE " + MAX_CONTENT));
    usual.add("ENHANCEDSTATUSCODES");
    if (server.settings().tls != null && !isEncrypted()) {
      usual.add("STARTTLS");
    }
    if (server.password().isPresent()) {
      usual.add("AUTH PLAIN LOGIN");
    }
    return usual;
  }

  private void startTls(String line) throws IOException, InterruptedException {
    String usual =
        server.settings().tls == null ? "502 5.5.1 No TLS here" : "220 2.0.0 Ready to start TLS";
    if (reply(Stage.STARTTLS, line, usual).text().startsWith("220") && !socket.isClosed()) {
      forget();
      user = "";
      // New buffers, so that plain text which an attacker inserted before the handshake is dropped.
      socket = encrypted(server, socket);
      in = new SmtpLines(socket.getInputStream());
      out = socket.getOutputStream();
    }
  }

  private static SSLSocket encrypted(SmtpServer server, Socket plain) throws IOException {
    SSLContext context = server.settings().tls;
    if (context == null) {
      throw new IOException("this server has no certificate");
    }
    SSLSocket encrypted =
        (SSLSocket) context.getSocketFactory().createSocket(plain, null, plain.getPort(), true);
    encrypted.setUseClientMode(false);
    encrypted.startHandshake();
    return encrypted;
  }

  private boolean isEncrypted() {
    return socket instanceof SSLSocket;
  }

  private void authenticate(String line) throws IOException, InterruptedException {
    Optional<SmtpLogin> login = SmtpLogin.read(line, this::ask);
    if (login.isEmpty()) {
      reply(Stage.AUTH, line, "504 5.5.4 Mechanism not known");
      return;
    }
    boolean right =
        login.get().user().equals(server.settings().user)
            && server.password().filter(login.get().password()::equals).isPresent();
    String usual =
        right ? "235 2.7.0 Authenticated" : "535 5.7.8 Authentication credentials invalid";
    if (reply(Stage.AUTH, line, usual).text().startsWith("235")) {
      user = login.get().user();
    }
  }

  private String ask(String challenge) throws IOException {
    write(challenge);
    return in.line();
  }

  private void mail(String line) throws IOException, InterruptedException {
    String usual =
        server.password().isPresent() && user.isEmpty()
            ? "530 5.7.0 Authentication required"
            : inMail ? "503 5.5.1 Sender is known" : "250 2.1.0 OK";
    if (reply(Stage.MAIL, line, usual).isPositive()) {
      inMail = true;
      from = path(line);
    }
  }

  private void recipient(String line) throws IOException, InterruptedException {
    String usual = inMail ? "250 2.1.5 OK" : "503 5.5.1 Say MAIL first";
    if (reply(Stage.RCPT, line, usual).text().startsWith("2")) {
      recipients.add(path(line));
    }
  }

  private void data(String line) throws IOException, InterruptedException {
    String usual = recipients.isEmpty() ? "554 5.5.1 No valid recipients" : "354 Go on";
    if (!reply(Stage.DATA, line, usual).text().startsWith("354") || socket.isClosed()) {
      return;
    }
    byte[] content = in.content(MAX_CONTENT);
    server.count(Stage.BODY);
    Reply scripted = server.script().answer(new Command(Stage.BODY, "", number, mails));
    Reply reply = scripted.orUsual("250 2.0.0 Queued as " + number + "-" + (mails + 1));
    if (reply.keepsMail() || reply.text().startsWith("2")) {
      mails++;
      server.keep(
          number, new Envelope(from, List.copyOf(recipients), user, isEncrypted()), content);
    }
    forget();
    perform(reply);
  }

  private static String path(String line) {
    int open = line.indexOf('<');
    int close = line.indexOf('>', open + 1);
    return open < 0 || close < 0 ? line : line.substring(open + 1, close);
  }

  private void forget() {
    inMail = false;
    from = "";
    recipients.clear();
  }

  private Reply reply(Stage stage, String line, String usual)
      throws IOException, InterruptedException {
    server.count(stage);
    Reply reply = server.script().answer(new Command(stage, line, number, mails)).orUsual(usual);
    perform(reply);
    return reply;
  }

  private void perform(Reply reply) throws IOException, InterruptedException {
    if (!reply.delay().isZero()
        && server.closed().await(reply.delay().toMillis(), TimeUnit.MILLISECONDS)) {
      SmtpServer.closeQuietly(socket);
      return;
    }
    if (!reply.text().isEmpty()) {
      write(reply.text());
    }
    if (reply.cut() == Cut.HANG) {
      in.drain();
    }
    if (reply.cut() != Cut.NONE) {
      SmtpServer.closeQuietly(socket);
    }
  }

  private void write(String reply) throws IOException {
    out.write((reply + "\r\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
