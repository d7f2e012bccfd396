package com.couponcommerce.workers.testkit.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import redis.embedded.RedisExecProvider;

/** A process of redis-server that answers commands. */
final class RedisProcess implements AutoCloseable {
  private static final long START_SECONDS = 20;

  private final Process process;
  private final int port;
  private final Path log;

  private RedisProcess(Process process, int port, Path log) {
    this.process = process;
    this.port = port;
    this.log = log;
  }

  /**
   * Starts a process and waits until it answers on its port.
   *
   * @param directory the folder of {@code redis.log}, which receives its output
   * @param arguments those of redis-server's command line
   */
  static RedisProcess start(int port, Path directory, List<String> arguments) {
    Path log = directory.resolve("redis.log");
    try {
      List<String> command = new ArrayList<>();
      command.add(executable());
      command.addAll(arguments);
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      RedisProcess redis = new RedisProcess(process, port, log);
      redis.awaitAnswer();
      return redis;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the program of {@code -Dredis.executable=}, or the one inside {@code embedded-redis}.
   */
  private static String executable() throws IOException {
    String chosen = System.getProperty("redis.executable", "");
    return chosen.isEmpty() ? RedisExecProvider.defaultProvider().get().getPath() : chosen;
  }

  long pid() {
    return process.pid();
  }

  /** Kills the process as a crash does: no shutdown, nothing flushed. */
  void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  void signal(String name) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + name, "" + pid()).inheritIO().start();
      if (kill.waitFor() != 0) {
        throw new IllegalStateException("kill -%s %d failed".formatted(name, pid()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    awaitEnd();
  }

  private void awaitEnd() {
    if (!waitFor(TimeUnit.SECONDS.toMillis(START_SECONDS))) {
      process.destroyForcibly();
    }
  }

  private boolean waitFor(long millis) {
    try {
      return process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Sends PING until the server answers. A server answers -LOADING while it loads its append-only
   * file.
   */
  private void awaitAnswer() throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (System.nanoTime() < end && process.isAlive()) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout(1000);
        socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
        byte[] reply = socket.getInputStream().readNBytes(4);
        String start = new String(reply, StandardCharsets.US_ASCII);
        if (!start.equals("-LOA")) {
          return;
        }
      } catch (IOException notYet) {
        waitFor(10);
      }
    }
    process.destroyForcibly();
    throw new IOException("redis-server did not start: " + Files.readString(log));
  }
}
