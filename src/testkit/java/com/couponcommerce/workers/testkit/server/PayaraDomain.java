package com.couponcommerce.workers.testkit.server;

import com.couponcommerce.workers.testkit.FreePort;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** A domain beside those of the installation, for any number of starts. */
final class PayaraDomain implements ServerHome {
  private static final Path COMMANDS = Path.of("server-config", "payara", "commands.sh");
  private static final String PREPARED = "domain.xml.prepared";

  private final ServerSetup setup;
  private final int adminPort;
  private final Path directory;
  private final List<String> command;

  private PayaraDomain(ServerSetup setup, int adminPort, Path directory, List<String> command) {
    this.setup = setup;
    this.adminPort = adminPort;
    this.directory = directory;
    this.command = command;
  }

  static PayaraDomain prepare(ServerSetup setup) {
    int adminPort = FreePort.any();
    Path installation = setup.kind().installation().toAbsolutePath();
    Path domains = installation.resolve("glassfish").resolve("domains");
    Path directory = domains.resolve(setup.name());
    try {
      ServerFiles.delete(directory);
      ServerFiles.copy(domains.resolve("domain1"), directory);
      Path config = directory.resolve("config");
      new DomainXml(config.resolve("domain.xml"))
          .trimmed()
          .withJvmOptions(setup.jvmOptions())
          .listeningOn(setup.httpPort(), adminPort)
          .write();
      Files.copy(config.resolve("domain.xml"), config.resolve(PREPARED));
      if (setup.fastStart()) {
        logPlainly(config.resolve("logging.properties"));
      }
      Path before = Files.writeString(directory.resolve("preboot.asadmin"), commands(setup));
      Path after = Files.writeString(directory.resolve("postboot.asadmin"), deployment(setup));
      List<String> command = launch(installation, directory, before, after);
      return new PayaraDomain(setup, adminPort, directory, command);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<String> command() {
    return command;
  }

  @Override
  public Map<String, String> environment() {
    return setup.environment();
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public int adminPort() {
    return adminPort;
  }

  @Override
  public void createUser(String name, String password, String group) {
    new PayaraUsers(adminPort).create(name, password, group);
  }

  @Override
  public URI probes() {
    return URI.create("http://127.0.0.1:" + setup.httpPort());
  }

  @Override
  public StartLog startLog() {
    String up =
        setup.war().isPresent() ? "Boot Command deploy returned with result " : " startup time : ";
    return new StartLog(
        line -> line.contains(up),
        line ->
            line.contains("Boot Command deploy failed")
                ? Optional.of(line.replaceFirst(".*Error occurred during deployment: ", ""))
                : Optional.empty());
  }

  @Override
  public void reset() {
    Path config = directory.resolve("config");
    try {
      Files.copy(
          config.resolve(PREPARED),
          config.resolve("domain.xml"),
          StandardCopyOption.REPLACE_EXISTING);
      ServerFiles.delete(directory.resolve("applications"));
      ServerFiles.delete(directory.resolve("generated"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the asadmin commands that apply the settings. Without settings the domain stays
   * unchanged.
   */
  private static String commands(ServerSetup setup) throws IOException {
    if (setup.environment().isEmpty()) {
      return "";
    }
    List<String> script = List.of("sh", COMMANDS.toAbsolutePath().toString());
    return ServerFiles.run(script, setup.environment());
  }

  private static String deployment(ServerSetup setup) {
    return setup
        .war()
        .map(war -> "deploy --name=coupon-workers \"" + war.toAbsolutePath() + "\"\n")
        .orElse("");
  }

  /**
   * Asks asadmin for the server's command line, since it knows the options of each JDK. This takes
   * 0.9 s once; a start by asadmin would take it each time, and the server would not be a child of
   * this process.
   */
  private static List<String> launch(Path installation, Path directory, Path before, Path after)
      throws IOException {
    String java = Path.of(System.getProperty("java.home")).toString();
    String asadmin = installation.resolve("glassfish/lib/client/appserver-cli.jar").toString();
    String output =
        ServerFiles.run(
            List.of(
                Path.of(java, "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
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
    // Otherwise the server waits for passwords from asadmin.
    command.set(command.indexOf("-read-stdin") + 1, "false");
    // Payara stores an uploaded WAR in the temporary directory by its name alone, and another
    // server would delete it there.
    Path temporary = Files.createDirectories(directory.resolve("tmp"));
    command.add(1, "-Djava.io.tmpdir=" + temporary);
    return List.copyOf(command);
  }

  /**
   * Configures one line per record, without colours and without warnings of expired certificates.
   */
  private static void logPlainly(Path file) throws IOException {
    Properties logging = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      logging.load(in);
    }
    logging.setProperty(
        "java.util.logging.ConsoleHandler.formatter", "java.util.logging.SimpleFormatter");
    logging.setProperty(
        "java.util.logging.SimpleFormatter.format", "%1$tT.%1$tL %4$s %3$s: %5$s%6$s%n");
    // Otherwise the server takes the output of a formatter of another vendor for output of the
    // application, and logs it again without end.
    logging.setProperty(
        "com.sun.enterprise.server.logging.GFFileHandler.logStandardStreams", "false");
    logging.setProperty("javax.enterprise.system.security.ssl.level", "SEVERE");
    try (var out = Files.newOutputStream(file)) {
      logging.store(out, null);
    }
  }
}
