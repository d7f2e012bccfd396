package com.couponcommerce.workers.testkit.smtp;

import com.couponcommerce.workers.testkit.smtp.SmtpScript.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * A real SMTP server (RFC 5321) on the loopback interface. It keeps the mails that it receives, and
 * a {@link SmtpScript} can make it fail in any way at any point of the dialogue. Script, password
 * and extensions can change while it runs.
 */
public final class SmtpServer implements AutoCloseable {
  private final SmtpServerBuilder settings;
  private final ServerSocket serverSocket;
  private final AtomicInteger connections = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Map<Stage, LongAdder> commands = new EnumMap<>(Stage.class);
  private final ReceivedMails mails;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile SmtpScript script;
  private volatile Optional<String> password;
  private volatile Optional<List<String>> extensions;

  SmtpServer(SmtpServerBuilder settings) throws IOException {
    this.settings = settings;
    this.mails = new ReceivedMails(settings);
    this.script = settings.script;
    this.password = settings.password;
    this.extensions = settings.extensions;
    for (Stage stage : Stage.values()) {
      commands.put(stage, new LongAdder());
    }
    serverSocket = new ServerSocket();
    serverSocket.setReuseAddress(true);
    serverSocket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port), 1024);
    daemon(this::accept, "smtp-server-" + port());
  }

  public static SmtpServerBuilder builder() {
    return new SmtpServerBuilder();
  }

  /** Starts a server on a free port that accepts everything. */
  public static SmtpServer start() {
    return builder().start();
  }

  public int port() {
    return serverSocket.getLocalPort();
  }

  public void script(SmtpScript newScript) {
    script = newScript;
  }

  /** Sets the password that is accepted from now on. */
  public void password(String newPassword) {
    password = Optional.of(newPassword);
  }

  /** Sets the exact EHLO lines from now on. */
  public void extensions(String... lines) {
    extensions = Optional.of(List.of(lines));
  }

  /** Returns the kept mails, oldest first. */
  public List<ReceivedMail> mails() {
    return mails.kept();
  }

  /** Returns the number of mails received, kept or not. */
  public long received() {
    return mails.received();
  }

  public void forgetMails() {
    mails.forget();
  }

  /** Returns the number of accepted connections. */
  public int connections() {
    return connections.get();
  }

  /** Returns the number of connections that are open now. */
  public int openConnections() {
    return open.size();
  }

  /** Returns the number of times that clients sent a command. */
  public long commands(Stage stage) {
    return commandsOf(stage).sum();
  }

  /** Closes all connections, as a restart of the server does; new ones are accepted. */
  public void closeConnections() {
    open.forEach(SmtpServer::closeQuietly);
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      serverSocket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    closeConnections();
  }

  SmtpScript script() {
    return script;
  }

  Optional<String> password() {
    return password;
  }

  Optional<List<String>> extensions() {
    return extensions;
  }

  SmtpServerBuilder settings() {
    return settings;
  }

  CountDownLatch closed() {
    return closed;
  }

  void count(Stage stage) {
    commandsOf(stage).increment();
  }

  void keep(int connection, SmtpDialogue.Envelope envelope, byte[] content) {
    mails.add(connection, envelope, content);
  }

  static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed, as intended.
    }
  }

  private LongAdder commandsOf(Stage stage) {
    LongAdder adder = commands.get(stage);
    if (adder == null) {
      throw new IllegalStateException("no counter for " + stage);
    }
    return adder;
  }

  private void accept() {
    while (closed.getCount() > 0) {
      try {
        Socket socket = serverSocket.accept();
        int number = connections.incrementAndGet();
        open.add(socket);
        daemon(() -> talk(socket, number), "smtp-connection-" + number);
      } catch (IOException e) {
        // The server was closed, or a client left before it was accepted.
      }
    }
  }

  private void talk(Socket socket, int number) {
    try {
      socket.setTcpNoDelay(true);
      new SmtpDialogue(this, socket, number).run();
    } catch (IOException e) {
      // The client left.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      closeQuietly(socket);
      open.remove(socket);
    }
  }

  private static void daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }
}
