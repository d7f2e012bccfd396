package com.couponcommerce.workers.dev;

import com.couponcommerce.workers.testkit.FreePort;
import com.couponcommerce.workers.testkit.server.ApplicationServer;
import com.couponcommerce.workers.testkit.server.RoleUsers;
import com.couponcommerce.workers.testkit.server.ServerKind;
import com.couponcommerce.workers.testkit.server.ServerSetup;
import com.couponcommerce.workers.testkit.smtp.SmtpServer;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Runs {@code ./mvnw -Pdev}: Redis, an inbox, an SMS stub and a server with the WAR, until Ctrl-C.
 */
public final class DevServer {
  private static final Path DIRECTORY = Path.of("target", "dev");
  private static final int LONGEST_LINE = 400;

  private final ServerKind kind;
  private final PrintStream out;
  private final InstantSource clock;
  private final Instant began;
  private final ServerLog log;

  /**
   * Processes that run, last started first. The server stops before Redis, because it releases its
   * claims there.
   */
  private final Deque<AutoCloseable> running = new ArrayDeque<>();

  /** Held until the servers have stopped. */
  private volatile Optional<CheckoutLock> lock = Optional.empty();

  private boolean stopping;

  private DevServer(ServerKind kind, PrintStream out, InstantSource clock) {
    this.kind = kind;
    this.out = out;
    this.clock = clock;
    this.began = clock.instant();
    this.log = new ServerLog(out, LONGEST_LINE);
  }

  public static void main(String[] arguments) {
    DevServer server =
        new DevServer(
            ServerKind.of(System.getProperty("server", ServerKind.PAYARA.id())),
            new PrintStream(System.out, true, StandardCharsets.UTF_8),
            InstantSource.system());
    Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "dev-stop"));
    server.run();
    // run() returns only after a failure; Ctrl-C ends in the shutdown hook.
    System.exit(1);
  }

  private void run() {
    try {
      lock = Optional.of(CheckoutLock.take(DIRECTORY));
      DevSettings settings = DevSettings.of(DotEnv.read(Path.of(".env")), System.getenv());
      settings = settings.with("HTTP_PORT", "" + settings.httpPort());
      settings = withRedis(settings);
      Optional<SmtpServer> smtp =
          settings.get("SMTP_HOST").isEmpty() ? Optional.of(startSmtp()) : Optional.empty();
      Optional<DevSmsStub> smsStub =
          settings.hasSmsProvider() ? Optional.empty() : Optional.of(startSmsStub());
      if (smsStub.isEmpty()) {
        out.println(
            "SMS messages go to the provider that your settings name; there is no SMS stub.");
      }
      Optional<Inbox> inbox = startInbox(smtp, smsStub, settings);
      if (smtp.isPresent()) {
        settings = settings.withInbox(smtp.get().port());
      }
      if (smsStub.isPresent()) {
        settings = settings.withSmsStub(smsStub.get().stub().url());
      }
      if (Boolean.getBoolean("demo") || "".equals(System.getProperty("demo"))) {
        new BadNight(settings).fill(clock.instant());
      }
      ApplicationServer server = startServer(settings);
      RoleUsers users = RoleUsers.createOn(server);
      log.speak();
      out.printf("%nUp after %d s.%n%n", Duration.between(began, clock.instant()).toSeconds());
      out.println(DevBanner.text(settings, users, inbox.map(Inbox::url), smsStub.isPresent()));
      int status = server.onExit().join().exitValue();
      report(kind + " has ended by itself with status " + status + ".");
    } catch (IllegalArgumentException | IllegalStateException e) {
      report(String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      report(e.getMessage() + ": " + e.getCause());
    }
  }

  private DevSettings withRedis(DevSettings settings) {
    if (settings.get("REDIS_URL").isPresent()) {
      RedisAddress.of(settings.require("REDIS_URL"));
      return settings;
    }
    DetachedRedis redis = keep(FreePort.start(6379, port -> DetachedRedis.start(port, DIRECTORY)));
    out.println("Redis listens on port " + redis.port() + ".");
    return settings.with("REDIS_URL", redis.url().toString());
  }

  private SmtpServer startSmtp() {
    return keep(
        FreePort.start(2525, port -> SmtpServer.builder().port(port).keep(Inbox.KEPT).start()));
  }

  private DevSmsStub startSmsStub() {
    return keep(FreePort.start(8026, DevSmsStub::start));
  }

  /** Starts the inbox, unless both mails and SMS messages leave this machine. */
  private Optional<Inbox> startInbox(
      Optional<SmtpServer> smtp, Optional<DevSmsStub> smsStub, DevSettings settings) {
    if (smtp.isEmpty() && smsStub.isEmpty()) {
      return Optional.empty();
    }
    Inbox inbox =
        keep(
            FreePort.start(
                8025, port -> Inbox.start(port, smtp, smsStub, new RedisQueues(settings))));
    out.println("The inbox is at " + inbox.url() + ".");
    return Optional.of(inbox);
  }

  private ApplicationServer startServer(DevSettings settings) {
    out.print(kind + " starts ");
    int port = Integer.parseInt(settings.require("HTTP_PORT"));
    ServerSetup setup =
        ServerSetup.of(kind, "dev", settings.variables())
            .at(port)
            .endingAtWrongSettings()
            .logTo(log::accept);
    ApplicationServer server = keep(ApplicationServer.prepare(setup));
    server.restart();
    return server;
  }

  private synchronized <T extends AutoCloseable> T keep(T server) {
    if (stopping) {
      throw new IllegalStateException("stopped while it was starting");
    }
    running.push(server);
    return server;
  }

  private synchronized void report(String message) {
    if (!stopping) {
      out.printf("%n%s%n", message);
    }
  }

  private void stop() {
    synchronized (this) {
      stopping = true;
      if (running.isEmpty()) {
        return;
      }
      out.println();
      out.println("Stopping " + kind + " first, so that it releases what it has claimed.");
    }
    for (AutoCloseable server : running) {
      try {
        server.close();
      } catch (Exception e) {
        out.println(server + " does not stop: " + e);
      }
    }
    lock.ifPresent(CheckoutLock::close);
    out.println("Stopped.");
  }
}
