package com.couponcommerce.workers.dev;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A Payara as a child process, with the WAR deployed to it. Its end can be a request or a crash,
 * and it starts again with what Redis and the mail server still have.
 */
public final class PayaraServer implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(1);

  /** Longer than the drain that an undeployment waits for (SHUTDOWN_GRACE_MS). */
  private static final Duration STOP = Duration.ofMinutes(1);

  private final PayaraSetup setup;
  private final int adminPort;
  private final PayaraDomain domain;
  private Process process;

  private PayaraServer(PayaraSetup setup) {
    this.setup = setup;
    this.adminPort = FreePort.any();
    this.domain = PayaraDomain.prepare(setup, adminPort);
    this.process = launch();
  }

  /**
   * Returns when the WAR answers.
   *
   * @throws IllegalStateException if it does not, with the server's reason
   */
  public static PayaraServer start(PayaraSetup setup) {
    return new PayaraServer(setup);
  }

  /** Starts again after {@link #stop()} or {@link #kill()}. */
  public void restart() {
    process = launch();
  }

  /** Asks the server to end, as an init system does, and waits for it. */
  public void stop() {
    process.destroy();
    if (!ended(STOP)) {
      kill();
    }
  }

  /** Ends the JVM as a crash does. */
  public void kill() {
    process.destroyForcibly();
    ended(STOP);
  }

  @Override
  public void close() {
    stop();
  }

  public URI url(String path) {
    return URI.create("http://127.0.0.1:" + setup.httpPort()).resolve(path);
  }

  public int adminPort() {
    return adminPort;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Completed when the process has ended, whatever ended it. */
  public CompletableFuture<Process> onExit() {
    return process.onExit();
  }

  /** Of the domain, with its logs in {@code logs}. */
  public Path directory() {
    return domain.directory();
  }

  private boolean ended(Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Process launch() {
    domain.reset();
    ProcessBuilder builder =
        new ProcessBuilder(domain.command())
            .directory(domain.directory().toFile())
            .redirectErrorStream(true);
    CleanEnvironment.set(builder, setup.environment());
    try {
      Process started = builder.start();
      started.getOutputStream().close();
      awaitDeployment(started);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitDeployment(Process started) {
    StartLog startLog = new StartLog(setup.war().isPresent());
    Thread reader = new Thread(() -> read(started, startLog), "payara-log-" + started.pid());
    reader.setDaemon(true);
    reader.start();
    try {
      startLog.up().get(START.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      started.destroyForcibly();
      throw new IllegalStateException("Payara did not start: " + startLog.reason(), e);
    } catch (TimeoutException e) {
      started.destroyForcibly();
      throw new IllegalStateException(
          "Payara was not up within " + START + ": " + startLog.reason(), e);
    } catch (InterruptedException e) {
      started.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Payara started", e);
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
