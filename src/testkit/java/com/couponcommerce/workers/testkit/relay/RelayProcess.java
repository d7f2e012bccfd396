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
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/** A server in the foreground, with its children, in a session of its own. */
final class RelayProcess {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final int GREETING_TIMEOUT_MS = 1000;
  private static final int MAX_FILES = 4096;

  /** Positions of fields after the name in /proc/PID/stat. */
  private static final int STATE = 0;

  private static final int SESSION = 3;

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
      List<String> limited = new ArrayList<>(List.of("setsid", "prlimit", "--nofile=" + MAX_FILES));
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

  /**
   * Ends the server and its children, by force after a while, as an init system does. A server that
   * has ended by itself is left alone: its process id may belong to another program by now.
   */
  void stop() {
    if (!process.isAlive()) {
      return;
    }
    members().forEach(ProcessHandle::destroy);
    try {
      await().atMost(GRACE).until(() -> members().isEmpty());
    } catch (ConditionTimeoutException e) {
      members().forEach(ProcessHandle::destroyForcibly);
      await().until(() -> members().isEmpty());
    }
  }

  /**
   * Returns the running processes of the session, also those whose parent has ended. As long as
   * there is one, the system gives the session's number to no other process.
   */
  private List<ProcessHandle> members() {
    return ProcessHandle.allProcesses().filter(this::isMember).toList();
  }

  private boolean isMember(ProcessHandle handle) {
    try {
      String stat = Files.readString(Path.of("/proc/" + handle.pid() + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", SESSION + 2);
      return !fields[STATE].equals("Z") && fields[SESSION].equals(Long.toString(process.pid()));
    } catch (IOException gone) {
      return false;
    }
  }
}
