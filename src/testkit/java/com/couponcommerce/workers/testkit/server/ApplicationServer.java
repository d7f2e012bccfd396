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
 * A server as a child process, with the WAR deployed to it. Its end can be a request or a crash,
 * and it starts again with what Redis and the mail server still have.
 */
public final class ApplicationServer implements AutoCloseable {
  /** Ten times what it takes on two idle cores, since tests share the cores with others. */
  private static final Duration START = Duration.ofMinutes(3);

  /** Longer than the drain that an undeployment waits for (SHUTDOWN_GRACE_MS). */
  private static final Duration STOP = Duration.ofMinutes(1);

  private final ServerSetup setup;
  private final ServerHome home;
  private volatile @Nullable Process process;

  private ApplicationServer(ServerSetup setup) {
    this.setup = setup;
    this.home = setup.kind().prepare(setup);
  }

  /** Makes its directory; {@link #restart()} starts it. */
  public static ApplicationServer prepare(ServerSetup setup) {
    return new ApplicationServer(setup);
  }

  /**
   * Returns when the WAR answers.
   *
   * @throws IllegalStateException if it does not, with the server's reason
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
      // Before it is up, so that it can be stopped while it starts.
      process = started;
      started.getOutputStream().close();
      awaitDeployment(started);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks the server to end, as an init system does, and waits for it. */
  public void stop() {
    Process current = process;
    if (current != null) {
      current.destroy();
      if (!ended(current)) {
        kill();
      }
    }
  }

  /** Ends the JVM as a crash does. */
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

  /** Where the server answers a probe such as {@code /health/ready}. */
  public URI probe(String path) {
    return home.probes().resolve(path);
  }

  /** Adds a user to the application's realm, who stays there whatever ends the server. */
  public void createUser(String name, String password, String group) {
    home.createUser(name, password, group);
  }

  /** Of the management interface, on loopback. */
  public int adminPort() {
    return home.adminPort();
  }

  public long pid() {
    return process().pid();
  }

  public boolean isAlive() {
    return process().isAlive();
  }

  /** Completed when the process has ended, whatever ended it. */
  public CompletableFuture<Process> onExit() {
    return process().onExit();
  }

  /** Its own, with its configuration and its logs. */
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

  /** Reads to the end: a child whose pipe nobody empties stands still. */
  private void read(Process started, StartLog startLog) {
    try (BufferedReader lines = started.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        setup.log().accept(line);
        startLog.accept(line);
      }
    } catch (IOException e) {
      // the process is gone
    }
    startLog.ended();
  }
}
