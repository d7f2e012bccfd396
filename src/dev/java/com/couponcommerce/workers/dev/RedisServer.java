package com.couponcommerce.workers.dev;

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

/**
 * A real redis-server on loopback, from the binary inside {@code embedded-redis}. Its directory
 * outlives a {@link #kill()}, so that what the append-only file kept can be looked at after {@link
 * #restart()}.
 */
public final class RedisServer implements AutoCloseable {
  private static final long START_SECONDS = 20;

  private final Path binary;
  private final Path directory;
  private final int port;
  private final List<String> options;
  private Process process;

  private RedisServer(int port, Path directory, List<String> options) {
    this.binary = binary();
    this.port = port;
    this.directory = directory;
    this.options = options;
    this.process = launch();
  }

  /**
   * Starts one in a temporary directory on a free port; options as on redis-server's command line.
   */
  public static RedisServer start(String... options) {
    try {
      return start(FreePort.any(), Files.createTempDirectory("redis"), options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static RedisServer start(int port, Path directory, String... options) {
    return new RedisServer(port, directory, List.of(options));
  }

  private static Path binary() {
    try {
      return RedisExecProvider.defaultProvider().get().toPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return port;
  }

  public long pid() {
    return process.pid();
  }

  public Path directory() {
    return directory;
  }

  public String url() {
    return "redis://127.0.0.1:" + port + "/0";
  }

  /** Ends the server as a crash does: no shutdown, nothing flushed. */
  public void kill() {
    process.destroyForcibly();
    await(process);
  }

  /** Starts again on the same port and directory. */
  public void restart() {
    process = launch();
  }

  @Override
  public void close() {
    process.destroy();
    await(process);
  }

  private static void await(Process process) {
    if (!waitFor(process, TimeUnit.SECONDS.toMillis(START_SECONDS))) {
      process.destroyForcibly();
    }
  }

  private static boolean waitFor(Process process, long millis) {
    try {
      return process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Process launch() {
    List<String> command = new ArrayList<>();
    command.add(binary.toString());
    command.addAll(
        List.of("--port", "" + port, "--bind", "127.0.0.1", "--dir", directory.toString()));
    if (!options.contains("--save")) {
      command.addAll(List.of("--save", ""));
    }
    command.addAll(options);
    try {
      Process started =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("redis.log").toFile())
              .start();
      awaitAnswer(started);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Asks until the server answers; a server that loads its append-only file answers -LOADING until
   * it is done.
   */
  private void awaitAnswer(Process started) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (System.nanoTime() < end && started.isAlive()) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout(1000);
        socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
        byte[] reply = socket.getInputStream().readNBytes(4);
        String start = new String(reply, StandardCharsets.US_ASCII);
        if (!start.equals("-LOA")) {
          return;
        }
      } catch (IOException notYet) {
        waitFor(started, 10);
      }
    }
    started.destroyForcibly();
    throw new IOException(
        "redis-server did not start: " + Files.readString(directory.resolve("redis.log")));
  }
}
