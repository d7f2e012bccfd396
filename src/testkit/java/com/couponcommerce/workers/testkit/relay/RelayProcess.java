package com.couponcommerce.workers.testkit.relay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/** A server in the foreground, with its children. */
final class RelayProcess {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final int GREETING_TIMEOUT_MS = 1000;
  private static final int MAX_FILES = 4096;

  private final Process process;
  private final Path log;

  private RelayProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a program, whose output is added to the log. Its limit of open files is the usual one:
   * the JVM has raised its own to the maximum, and servers close each possible file at their start.
   */
  static RelayProcess start(Path log, String... command) {
    try {
      List<String> limited = new ArrayList<>(List.of("prlimit", "--nofile=" + MAX_FILES));
      limited.addAll(Arrays.asList(command));
      Process process =
          new ProcessBuilder(limited)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      return new RelayProcess(process, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a wait that polls often. */
  static ConditionFactory await() {
    return Awaitility.await().pollInterval(Duration.ofMillis(10)).atMost(PATIENCE);
  }

  /** Waits until the server speaks, or with implicit TLS until it listens. */
  void awaitGreeting(int port, boolean implicitTls) {
    try {
      await()
          .failFast("the server has ended", () -> !process.isAlive())
          .until(() -> greets(port, implicitTls));
    } catch (ConditionTimeoutException | TerminalFailureException e) {
      stop();
      throw new IllegalStateException("no greeting: " + output(), e);
    }
  }

  private String output() {
    try {
      return Files.readString(log, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "its output cannot be read: " + e;
    }
  }

  private static boolean greets(int port, boolean implicitTls) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      if (implicitTls) {
        return true;
      }
      socket.setSoTimeout(GREETING_TIMEOUT_MS);
      boolean greeted = socket.getInputStream().read() == '2';
      socket.getOutputStream().write("QUIT\r\n".getBytes(StandardCharsets.US_ASCII));
      return greeted;
    } catch (IOException e) {
      return false;
    }
  }

  /** Runs a program to its end. */
  static void run(Path log, String... command) {
    Process program = start(log, command).process;
    await().until(() -> !program.isAlive());
  }

  /** Ends the server and its children, by force after a while, as an init system does. */
  void stop() {
    List<ProcessHandle> all =
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    all.forEach(ProcessHandle::destroy);
    try {
      await().atMost(GRACE).until(() -> haveEnded(all));
    } catch (ConditionTimeoutException e) {
      all.forEach(ProcessHandle::destroyForcibly);
      await().until(() -> haveEnded(all));
    }
  }

  private static boolean haveEnded(List<ProcessHandle> processes) {
    return processes.stream().noneMatch(RelayProcess::runs);
  }

  /** Returns false also for a zombie, which has no command. */
  private static boolean runs(ProcessHandle handle) {
    return handle.isAlive() && handle.info().command().isPresent();
  }
}
