package com.couponcommerce.workers.testkit.server;

import com.couponcommerce.workers.testkit.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.wildfly.core.launcher.StandaloneCommandBuilder;

/** A directory like WildFly's standalone, beside it, for any number of starts. */
final class WildFlyHome implements ServerHome {
  private static final Path SCRIPT = Path.of("server-config", "wildfly", "configure.sh");
  private static final String CONFIGURATION = "standalone-microprofile.xml";
  private static final String PREPARED = CONFIGURATION + ".prepared";
  private static final String STORE_PASSWORD = "CREDENTIAL_STORE_PASSWORD";

  /** WildFly's message ids of "started in …" and "started (with errors) in …". */
  private static final String STARTED = "WFLYSRV0025";

  private static final String STARTED_WITH_ERRORS = "WFLYSRV0026";

  private final ServerSetup setup;
  private final int adminPort;
  private final Path directory;
  private final Map<String, String> environment;

  private WildFlyHome(ServerSetup setup) {
    this.setup = setup;
    this.adminPort = FreePort.any();
    this.directory = setup.kind().installation().toAbsolutePath().resolve(setup.name());
    this.environment = new HashMap<>(setup.environment());
    environment.putIfAbsent(STORE_PASSWORD, UUID.randomUUID().toString());
    environment.put("HTTP_PORT", "" + setup.httpPort());
  }

  static WildFlyHome prepare(ServerSetup setup) {
    WildFlyHome home = new WildFlyHome(setup);
    try {
      home.prepare();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return home;
  }

  private void prepare() throws IOException {
    ServerFiles.delete(directory);
    Files.createDirectories(deployments());
    Path standalone = directory.resolveSibling("standalone");
    ServerFiles.copy(standalone.resolve("configuration"), directory.resolve("configuration"));
    Map<String, String> script = new HashMap<>(environment);
    script.put("JBOSS_HOME", setup.kind().installation().toAbsolutePath().toString());
    script.put("JAVA_HOME", System.getProperty("java.home"));
    // Halves the script's time: its JVM ends before the second compiler is of use.
    script.put(
        "JAVA_OPTS",
        "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Djboss.server.base.dir=" + directory);
    ServerFiles.run(
        List.of("sh", SCRIPT.toAbsolutePath().toString(), "--offline", CONFIGURATION), script);
    Files.copy(configuration(CONFIGURATION), configuration(PREPARED));
  }

  @Override
  public List<String> command() {
    return StandaloneCommandBuilder.of(setup.kind().installation().toAbsolutePath())
        .setJavaHome(System.getProperty("java.home"))
        .setBaseDirectory(directory)
        .setServerConfiguration(CONFIGURATION)
        .addJavaOption("-Xmx512m")
        .addJavaOptions(setup.jvmOptions())
        .addJavaOption("-Dorg.jboss.logmanager.nocolor=true")
        .addJavaOption("-Djava.net.preferIPv4Stack=true")
        .addServerArgument("-Djboss.management.http.port=" + adminPort)
        .addServerArgument("-Djboss.https.port=" + FreePort.any())
        .build();
  }

  @Override
  public Map<String, String> environment() {
    return environment;
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public void reset() {
    try {
      Files.copy(
          configuration(PREPARED),
          configuration(CONFIGURATION),
          StandardCopyOption.REPLACE_EXISTING);
      ServerFiles.delete(deployments());
      ServerFiles.delete(directory.resolve("data"));
      Files.createDirectories(deployments());
      if (setup.war().isPresent()) {
        Files.copy(setup.war().get(), deployed());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public StartLog startLog() {
    return new StartLog(
        line -> line.contains(STARTED),
        line -> line.contains(STARTED_WITH_ERRORS) ? Optional.of(failure()) : Optional.empty());
  }

  @Override
  public int adminPort() {
    return adminPort;
  }

  @Override
  public void createUser(String name, String password, String group) {
    new WildFlyUsers(adminPort).create(name, password, group);
  }

  /**
   * Returns the management interface, where WildFly answers probes, since they concern the whole
   * server.
   */
  @Override
  public URI probes() {
    return URI.create("http://127.0.0.1:" + adminPort);
  }

  /**
   * Returns the report that the deployment scanner leaves beside a WAR that failed to deploy.
   * Quotes in it are escaped twice.
   */
  private String failure() {
    Path report = deployed().resolveSibling(deployed().getFileName() + ".failed");
    try {
      return Files.exists(report)
          ? Files.readString(report).replaceAll("\\\\+\"", "\"")
          : "see the log in " + directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the place of the WAR, whose name is the deployment's, wherever the WAR comes from. */
  private Path deployed() {
    return deployments().resolve(setup.kind().war().getFileName());
  }

  private Path deployments() {
    return directory.resolve("deployments");
  }

  private Path configuration(String file) {
    return directory.resolve("configuration").resolve(file);
  }
}
