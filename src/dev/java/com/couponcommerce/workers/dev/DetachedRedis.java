package com.couponcommerce.workers.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import redis.embedded.RedisExecProvider;

/**
 * The Redis of {@code -Pdev}, in a session of its own. Ctrl-C signals every process of the
 * terminal's process group at once; a Redis in that group would stop before the server has released
 * its claims.
 */
final class DetachedRedis implements AutoCloseable {
  private static final long STOP_SECONDS = 10;

  private final int port;
  private final Path pidFile;

  private DetachedRedis(int port, Path pidFile) {
    this.port = port;
    this.pidFile = pidFile;
  }

  /**
   * Starts a Redis with its data in {@code directory}, after it has ended the one that a killed
   * -Pdev left there.
   */
  static DetachedRedis start(int port, Path directory) {
    DetachedRedis redis = new DetachedRedis(port, directory.resolve("redis.pid"));
    try {
      Files.createDirectories(directory);
      redis.close();
      redis.launch(directory);
      return redis;
    } catch (IOException e) {
      throw new UncheckedIOException("no Redis on port " + port, e);
    }
  }

  int port() {
    return port;
  }

  URI url() {
    return URI.create("redis://127.0.0.1:" + port + "/0");
  }

  @Override
  public void close() {
    running().ifPresent(DetachedRedis::end);
  }

  private static void end(ProcessHandle process) {
    process.destroy();
    try {
      process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | java.util.concurrent.ExecutionException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  /**
   * Returns the process of the pid file. Another process may have that pid by now, so the command
   * is checked.
   */
  private Optional<ProcessHandle> running() {
    try {
      return Files.exists(pidFile)
          ? ProcessHandle.of(Long.parseLong(Files.readString(pidFile).strip()))
              .filter(process -> process.info().command().orElse("").contains("redis-server"))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts the daemon. The parent process ends when the daemon runs and its pid is written. */
  private void launch(Path directory) throws IOException {
    String home = directory.toAbsolutePath().toString();
    Process parent =
        new ProcessBuilder(
                List.of(
                    RedisExecProvider.defaultProvider().get().getPath(),
                    "--port",
                    "" + port,
                    "--bind",
                    "127.0.0.1",
                    "--dir",
                    home,
                    "--daemonize",
                    "yes",
                    "--pidfile",
                    pidFile.toAbsolutePath().toString(),
                    "--logfile",
                    "redis.log",
                    "--appendonly",
                    "yes"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (parent.waitFor() != 0) {
        throw new IOException("redis-server does not start, see " + home + "/redis.log");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
