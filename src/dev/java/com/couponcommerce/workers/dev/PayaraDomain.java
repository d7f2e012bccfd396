package com.couponcommerce.workers.dev;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** A domain beside those of the installation, ready to be started as often as one likes. */
final class PayaraDomain {
  private static final Path COMMANDS = Path.of("server-config", "payara", "commands.sh");
  private static final String PREPARED = "domain.xml.prepared";

  private final Path directory;
  private final List<String> command;

  private PayaraDomain(Path directory, List<String> command) {
    this.directory = directory;
    this.command = command;
  }

  static PayaraDomain prepare(PayaraSetup setup, int adminPort) {
    Path installation = setup.installation().toAbsolutePath();
    Path domains = installation.resolve("glassfish").resolve("domains");
    Path directory = domains.resolve(setup.name());
    try {
      delete(directory);
      copy(domains.resolve("domain1"), directory);
      Path config = directory.resolve("config");
      new DomainXml(config.resolve("domain.xml"))
          .trimmed()
          .listeningOn(setup.httpPort(), adminPort)
          .write();
      Files.copy(config.resolve("domain.xml"), config.resolve(PREPARED));
      logPlainly(config.resolve("logging.properties"));
      Path before = Files.writeString(directory.resolve("preboot.asadmin"), commands(setup));
      Path after = Files.writeString(directory.resolve("postboot.asadmin"), deployment(setup));
      return new PayaraDomain(directory, launch(installation, directory, before, after));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The command line of the server's JVM. */
  List<String> command() {
    return command;
  }

  Path directory() {
    return directory;
  }

  /**
   * Forgets what the last run deployed, so that each start is the same, whatever ended the run
   * before.
   */
  void reset() {
    Path config = directory.resolve("config");
    try {
      Files.copy(
          config.resolve(PREPARED),
          config.resolve("domain.xml"),
          StandardCopyOption.REPLACE_EXISTING);
      delete(directory.resolve("applications"));
      delete(directory.resolve("generated"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String commands(PayaraSetup setup) throws IOException {
    List<String> script = List.of("sh", COMMANDS.toAbsolutePath().toString());
    return run(script, setup.environment());
  }

  private static String deployment(PayaraSetup setup) {
    Optional<Path> war = setup.war().map(Path::toAbsolutePath);
    return war.map(path -> "deploy --name=coupon-workers \"" + path + "\"\n").orElse("");
  }

  /**
   * Asks asadmin for the command line it would use, since it knows which option goes with which
   * JDK. That costs 0.9 s once; starting through it would cost that at each start and leave the
   * server a child of nobody.
   */
  private static List<String> launch(Path installation, Path directory, Path before, Path after)
      throws IOException {
    String java = Path.of(System.getProperty("java.home")).toString();
    String asadmin = installation.resolve("glassfish/lib/client/appserver-cli.jar").toString();
    String output =
        run(
            List.of(
                Path.of(java, "bin", "java").toString(),
                "-jar",
                asadmin,
                "start-domain",
                "--dry-run",
                "--domaindir",
                directory.resolveSibling("").toString(),
                "--prebootcommandfile",
                before.toString(),
                "--postbootcommandfile",
                after.toString(),
                directory.getFileName().toString()),
            Map.of("AS_JAVA", java));
    List<String> command =
        new ArrayList<>(
            output
                .lines()
                .dropWhile(line -> !line.startsWith(java))
                .takeWhile(line -> !line.isEmpty())
                .toList());
    // Otherwise the server waits for the passwords that asadmin would hand it.
    command.set(command.indexOf("-read-stdin") + 1, "false");
    return List.copyOf(command);
  }

  private static String run(List<String> command, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    CleanEnvironment.set(builder, environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IllegalStateException(output.strip());
      }
    } catch (InterruptedException e) {
      process.destroy();
      throw new IllegalStateException("interrupted", e);
    }
    return output;
  }

  /** One line per record, without colours, and without the certificates that expired. */
  private static void logPlainly(Path file) throws IOException {
    Properties logging = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      logging.load(in);
    }
    logging.setProperty(
        "java.util.logging.ConsoleHandler.formatter", "java.util.logging.SimpleFormatter");
    logging.setProperty(
        "java.util.logging.SimpleFormatter.format", "%1$tT.%1$tL %4$s %3$s: %5$s%6$s%n");
    // Otherwise the server takes what a foreign formatter prints for output of the application, and
    // logs it
    // again, for ever.
    logging.setProperty(
        "com.sun.enterprise.server.logging.GFFileHandler.logStandardStreams", "false");
    logging.setProperty("javax.enterprise.system.security.ssl.level", "SEVERE");
    try (var out = Files.newOutputStream(file)) {
      logging.store(out, null);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path folder, @org.jspecify.annotations.Nullable IOException failure)
              throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
