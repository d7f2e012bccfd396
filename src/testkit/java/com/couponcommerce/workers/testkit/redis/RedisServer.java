package com.couponcommerce.workers.testkit.redis;

import com.couponcommerce.workers.testkit.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A real redis-server on loopback. Its directory outlives a {@link #kill()}, so that a test can
 * check after {@link #restart()} what the append-only file has kept.
 */
public final class RedisServer implements AutoCloseable {
  private final Path directory;
  private final int port;
  private final List<String> options;
  private RedisProcess process;

  private RedisServer(int port, Path directory, List<String> options) {
    this.port = port;
    this.directory = directory;
    this.options = options;
    this.process = launch();
  }

  /**
   * Starts a server in a temporary directory on a free port. The options are those of
   * redis-server's command line.
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

  /** Kills the server as a crash does: no shutdown, nothing flushed. */
  public void kill() {
    process.kill();
  }

  /** Stops the process: it accepts connections and answers nothing. */
  public void freeze() {
    process.signal("STOP");
  }

  /** Ends {@link #freeze}; commands sent meanwhile are answered. */
  public void thaw() {
    process.signal("CONT");
  }

  /** Starts again on the same port and directory. */
  public void restart() {
    process = launch();
  }

  @Override
  public void close() {
    process.close();
  }

  private RedisProcess launch() {
    List<String> arguments =
        new ArrayList<>(
            List.of("--port", "" + port, "--bind", "127.0.0.1", "--dir", directory.toString()));
    if (!options.contains("--save")) {
      arguments.addAll(List.of("--save", ""));
    }
    arguments.addAll(options);
    return RedisProcess.start(port, directory, arguments);
  }
}
