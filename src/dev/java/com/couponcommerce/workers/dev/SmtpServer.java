package com.couponcommerce.workers.dev;

import com.couponcommerce.workers.dev.SmtpScript.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A real SMTP server (RFC 5321) on the loopback interface that keeps what it receives and, with a
 * {@link SmtpScript}, fails at any point of the dialogue in any way. Script, password and
 * extensions can change while it runs.
 */
public final class SmtpServer implements AutoCloseable {
  private final Builder settings;
  private final ServerSocket serverSocket;
  private final AtomicInteger connections = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Map<Stage, LongAdder> commands = new EnumMap<>(Stage.class);
  private final Deque<ReceivedMail> mails = new ArrayDeque<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private long received;
  private volatile SmtpScript script;
  private volatile Optional<String> password;
  private volatile Optional<List<String>> extensions;

  private SmtpServer(Builder settings) throws IOException {
    this.settings = settings;
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

  public static Builder builder() {
    return new Builder();
  }

  /** A server on a free port that accepts everything. */
  public static SmtpServer start() {
    return builder().start();
  }

  public int port() {
    return serverSocket.getLocalPort();
  }

  public void script(SmtpScript newScript) {
    script = newScript;
  }

  /** The password that is accepted from now on. */
  public void password(String newPassword) {
    password = Optional.of(newPassword);
  }

  /** Exactly these EHLO lines from now on. */
  public void extensions(String... lines) {
    extensions = Optional.of(List.of(lines));
  }

  /** What was received, oldest first, as far as it is kept. */
  public List<ReceivedMail> mails() {
    synchronized (mails) {
      return List.copyOf(mails);
    }
  }

  /** How many mails were received, kept or not. */
  public long received() {
    synchronized (mails) {
      return received;
    }
  }

  public void forgetMails() {
    synchronized (mails) {
      mails.clear();
    }
  }

  /** How many connections were accepted. */
  public int connections() {
    return connections.get();
  }

  /** How many connections are open now. */
  public int openConnections() {
    return open.size();
  }

  /** How often a command was given. */
  public long commands(Stage stage) {
    return commandsOf(stage).sum();
  }

  /** Cuts all connections, as a restart of the server does; new ones are accepted. */
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

  Builder settings() {
    return settings;
  }

  CountDownLatch closed() {
    return closed;
  }

  void count(Stage stage) {
    commandsOf(stage).increment();
  }

  void keep(int connection, SmtpDialogue.Envelope envelope, byte[] content) {
    ReceivedMail mail;
    synchronized (mails) {
      received++;
      mail =
          new ReceivedMail(
              received,
              connection,
              envelope.from(),
              List.copyOf(envelope.recipients()),
              new String(content, StandardCharsets.ISO_8859_1),
              settings.time.instant(),
              envelope.user(),
              envelope.encrypted());
      if (mails.size() >= settings.keep) {
        mails.pollFirst();
      }
      if (settings.keep > 0) {
        mails.addLast(mail);
      }
    }
    settings.listener.accept(mail);
  }

  static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // it is gone, which is what we want
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
        // closed, or a client that left before it was accepted
      }
    }
  }

  private void talk(Socket socket, int number) {
    try {
      socket.setTcpNoDelay(true);
      new SmtpDialogue(this, socket, number).run();
    } catch (IOException e) {
      // the client left
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

  /** How a server begins. */
  public static final class Builder {
    private int port;
    private int keep = 100_000;
    private SmtpScript script = SmtpScript.usual();
    private Optional<String> password = Optional.empty();
    private Optional<List<String>> extensions = Optional.empty();
    private Consumer<ReceivedMail> listener = mail -> {};
    private InstantSource time = InstantSource.system();
    @Nullable SSLContext tls;
    boolean implicitTls;
    String user = "";

    private Builder() {}

    /** 0, the default, takes any free one. */
    public Builder port(int newPort) {
      port = newPort;
      return this;
    }

    /** The most mails to keep; older ones are forgotten. */
    public Builder keep(int mails) {
      keep = mails;
      return this;
    }

    public Builder script(SmtpScript newScript) {
      script = newScript;
      return this;
    }

    /** Offers AUTH and takes no mail without it. */
    public Builder credentials(String newUser, String newPassword) {
      user = newUser;
      password = Optional.of(newPassword);
      return this;
    }

    /** Exactly these EHLO lines instead of those that fit the other settings. */
    public Builder extensions(String... lines) {
      extensions = Optional.of(List.of(lines));
      return this;
    }

    /** Offers STARTTLS. */
    public Builder startTls(SSLContext context) {
      tls = context;
      return this;
    }

    /** Speaks TLS from the first byte, as on port 465. */
    public Builder implicitTls(SSLContext context) {
      tls = context;
      implicitTls = true;
      return this;
    }

    /** Called with each mail, before the client learns that it was taken. */
    public Builder onMail(Consumer<ReceivedMail> newListener) {
      listener = newListener;
      return this;
    }

    public Builder time(InstantSource newTime) {
      time = newTime;
      return this;
    }

    public SmtpServer start() {
      try {
        return new SmtpServer(this);
      } catch (IOException e) {
        throw new UncheckedIOException("no SMTP server on port " + port, e);
      }
    }
  }
}
