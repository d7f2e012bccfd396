package com.couponcommerce.workers.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.testkit.FreePort;
import com.couponcommerce.workers.testkit.server.ServerFiles;
import com.couponcommerce.workers.testkit.server.ServerKind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A server as a container and systemd run it: by its run.sh, on an installation that it does not
 * write to, with nothing but variables.
 */
final class RunScript implements AutoCloseable {
  /** Time for which a container engine waits with docker/compose.yml. */
  private static final long STOP_SECONDS = 40;

  private static final long START_SECONDS = 180;

  /**
   * The exit codes after a SIGTERM that was heeded: a JVM's own, and that of WildFly's
   * standalone.sh, which waits for its JVM. A SIGKILL would be 137.
   */
  static final List<Integer> TERMINATED = List.of(128 + 15, 0);

  /** The exit code that no supervisor need answer with another start, EX_CONFIG of sysexits.h. */
  static final int WRONG_SETTINGS = 78;

  static final String STORE_PASSWORD = "only-here";

  private static final Path SCRIPTS = Path.of("server-config").toAbsolutePath();

  private final Path script;
  private final Path installation;
  private final Path log;
  private final Map<String, String> environment;
  private Process process;

  private RunScript(Path script, Path directory, Map<String, String> environment)
      throws IOException {
    this.script = script;
    this.installation = installation(directory);
    this.log = Files.createTempFile(directory, "run", ".log");
    this.environment = environment;
    this.process = launch();
  }

  /** The server of this kind with the WAR, on free ports, started. */
  static RunScript start(ServerKind kind, Path directory, Map<String, String> settings)
      throws IOException {
    boolean isPayara = kind == ServerKind.PAYARA;
    String port = "" + FreePort.any();
    String adminPort = "" + FreePort.any();
    Map<String, String> environment = new HashMap<>(settings);
    environment.put(
        isPayara ? "PAYARA_HOME" : "JBOSS_HOME",
        asOthersSeeIt(kind.installation().toAbsolutePath(), directory).toString());
    environment.put(
        isPayara ? "PAYARA_DOMAIN" : "WILDFLY_BASE", directory.resolve("server").toString());
    environment.put("WAR_FILE", kind.war().toAbsolutePath().toString());
    environment.put("HTTP_PORT", port);
    environment.put("ADMIN_PORT", adminPort);
    environment.put("HEALTH_PORT", isPayara ? port : adminPort);
    environment.put("CREDENTIAL_STORE_PASSWORD", STORE_PASSWORD);
    // As for other servers of the tests: a start is what counts here.
    environment.put("JVM_OPTIONS", "-Xmx512m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    return of(kind, directory, environment);
  }

  /**
   * An installation of just what every user may read, since who runs a service owns none of it. As
   * few links to the real one as possible, so that nothing is copied.
   */
  private static Path asOthersSeeIt(Path installation, Path directory) throws IOException {
    Path seen = installation(directory);
    link(installation, seen);
    return seen;
  }

  private static Path installation(Path directory) {
    return directory.resolve("installation");
  }

  private static void link(Path real, Path link) throws IOException {
    if (isReadByAll(real)) {
      Files.createSymbolicLink(link, real);
    } else if (Files.isDirectory(real)) {
      Files.createDirectory(link);
      try (Stream<Path> children = Files.list(real)) {
        for (Path child : (Iterable<Path>) children::iterator) {
          link(child, link.resolve(child.getFileName()));
        }
      }
    }
  }

  private static boolean isReadByAll(Path path) throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (!Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
          return false;
        }
      }
      return true;
    }
  }

  /** Makes a run script with just these variables beside PATH and JAVA_HOME. */
  static RunScript of(ServerKind kind, Path directory, Map<String, String> environment)
      throws IOException {
    return new RunScript(SCRIPTS.resolve(kind.id()).resolve("run.sh"), directory, environment);
  }

  void restart() throws IOException {
    process = launch();
  }

  /** Returns the URL at which the application answers. */
  URI url(String path) {
    return URI.create("http://127.0.0.1:" + environment.get("HTTP_PORT") + path);
  }

  /** Returns the exit code of health.sh. */
  int health(String... arguments) throws IOException, InterruptedException {
    String[] command = new String[arguments.length + 1];
    command[0] = SCRIPTS.resolve("health.sh").toString();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return launch(List.of(command)).waitFor();
  }

  /** Sends a SIGTERM and returns the exit code. */
  int stop() throws InterruptedException {
    terminate();
    return exitCode();
  }

  /** Sends a SIGTERM. */
  void terminate() {
    process.destroy();
  }

  int exitCode() throws InterruptedException {
    return exitCodeWithin(STOP_SECONDS);
  }

  /** Returns the exit code of a server that ends by itself while it starts. */
  int exitCodeOfStart() throws InterruptedException {
    return exitCodeWithin(START_SECONDS);
  }

  private int exitCodeWithin(long seconds) throws InterruptedException {
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      throw new AssertionError("still running after " + seconds + " s: " + process.pid());
    }
    return process.exitValue();
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  /** Leaves no link behind: JUnit warns of each that leads out of a temporary directory. */
  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    process.onExit().join();
    assertThat(LogSearch.in(log)).isEmpty();
    ServerFiles.delete(installation);
  }

  private Process launch() throws IOException {
    return launch(List.of(script.toString()));
  }

  private Process launch(List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().keySet().retainAll(List.of("PATH"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    // Its standard input stays open, as PM2 and supervisord leave it.
    return builder.start();
  }
}
