package com.couponcommerce.workers.testkit.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A server as a child process, with the WAR deployed to it. It can be stopped or killed, and starts
 * again with the same Redis and mail server.
 */
public final class ApplicationServer implements AutoCloseable {
  /** Limit of a start: ten times the duration on two idle cores, since tests share the cores. */
  private static final Duration START = Duration.ofMinutes(3);

  /** Limit of a stop: longer than the drain that an undeployment waits for (SHUTDOWN_GRACE_MS). */
  private static final Duration STOP = Duration.ofMinutes(1);

  private final ServerSetup setup;
  private final ServerHome home;
  private volatile @Nullable Process process;

  private ApplicationServer(ServerSetup setup) {
    this.setup = setup;
    this.home = setup.kind().prepare(setup);
  }

  /** Creates the server's directory; {@link #restart()} starts the server. */
  public static ApplicationServer prepare(ServerSetup setup) {
    return new ApplicationServer(setup);
  }

  /**
   * Starts a server and returns when the WAR answers.
   *
   * @throws IllegalStateException with the server's reason, if the start fails
   */
  public static ApplicationServer start(ServerSetup setup) {
    ApplicationServer server = new ApplicationServer(setup);
    server.restart();
    return server;
  }

  /** Starts again after {@link #stop()} or {@link #kill()}. */
  public void restart() {
    home.reset();
    ProcessBuilder builder =
        new ProcessBuilder(home.command())
            .directory(home.directory().toFile())
            .redirectErrorStream(true);
    CleanEnvironment.set(builder, home.environment());
    try {
      Process started = builder.start();
      // Set before the server is up, so that it can be stopped while it starts.
      process = started;
      started.getOutputStream().close();
      awaitDeployment(started);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops the server by SIGTERM, as an init system does, and waits for its end. */
  public void stop() {
    Process current = process;
    if (current != null) {
      current.destroy();
      if (!ended(current)) {
        kill();
      }
    }
  }

  /** Kills the JVM, as a crash does. */
  public void kill() {
    process().destroyForcibly();
    ended(process());
  }

  @Override
  public void close() {
    stop();
  }

  public URI url(String path) {
    return URI.create("http://127.0.0.1:" + setup.httpPort()).resolve(path);
  }

  /** Returns the URL of a probe such as {@code /health/ready}. */
  public URI probe(String path) {
    return home.probes().resolve(path);
  }

  /** Adds a user to the application's realm; the user remains after a stop or a kill. */
  public void createUser(String name, String password, String group) {
    home.createUser(name, password, group);
  }

  /** Returns the port of the management interface, on loopback. */
  public int adminPort() {
    return home.adminPort();
  }

  public long pid() {
    return process().pid();
  }

  public boolean isAlive() {
    return process().isAlive();
  }

  /** Returns a future that completes when the process has ended for any reason. */
  public CompletableFuture<Process> onExit() {
    return process().onExit();
  }

  /** Returns the server's own directory, with its configuration and logs. */
  public Path directory() {
    return home.directory();
  }

  private Process process() {
    return Objects.requireNonNull(process, "not started yet");
  }

  private static boolean ended(Process process) {
    try {
      return process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void awaitDeployment(Process started) {
    StartLog startLog = home.startLog();
    Thread reader =
        new Thread(() -> read(started, startLog), setup.name() + "-log-" + started.pid());
    reader.setDaemon(true);
    reader.start();
    try {
      startLog.up().get(START.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      started.destroyForcibly();
      throw new IllegalStateException(setup.kind() + " did not start: " + startLog.reason(), e);
    } catch (TimeoutException e) {
      started.destroyForcibly();
      throw new IllegalStateException(
          setup.kind() + " was not up within " + START + ": " + startLog.reason(), e);
    } catch (InterruptedException e) {
      started.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + setup.kind() + " started", e);
    }
  }

  /** Reads the log to its end; a child process blocks if its pipe is not read. */
  private void read(Process started, StartLog startLog) {
    try (BufferedReader lines = started.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        setup.log().accept(line);
        startLog.accept(line);
      }
    } catch (IOException e) {
      // The process has ended.
    }
    startLog.ended();
  }
}
