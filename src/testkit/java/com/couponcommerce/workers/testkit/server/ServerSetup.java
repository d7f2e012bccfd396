package com.couponcommerce.workers.testkit.server;

import com.couponcommerce.workers.testkit.FreePort;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Settings of an {@link ApplicationServer}.
 *
 * @param kind the kind of server
 * @param name its directory in the installation, which is created anew
 * @param httpPort the port of the WAR
 * @param war the WAR that is deployed at each start; empty if a test deploys it
 * @param environment all settings, in the form that the scripts of server-config and the WAR read
 * @param fastStart whether the JVM and the log suit a developer who waits for the start and reads
 *     the log on a screen
 * @param endsAtWrongSettings whether wrong settings end the server, as under run.sh
 * @param log receives each line of the server's log
 */
public record ServerSetup(
    ServerKind kind,
    String name,
    int httpPort,
    Optional<Path> war,
    Map<String, String> environment,
    boolean fastStart,
    boolean endsAtWrongSettings,
    Consumer<String> log) {

  public ServerSetup {
    environment = Map.copyOf(environment);
  }

  /** Returns the settings of a server with the WAR of this build on a free port. */
  public static ServerSetup of(ServerKind kind, String name, Map<String, String> environment) {
    return new ServerSetup(
        kind, name, FreePort.any(), Optional.of(kind.war()), environment, true, false, line -> {});
  }

  /** Returns the settings of a Payara with the WAR on a free port. */
  public static ServerSetup payara(String name, Map<String, String> environment) {
    return of(ServerKind.PAYARA, name, environment);
  }

  /** Returns the settings of a WildFly with the WAR on a free port. */
  public static ServerSetup wildfly(String name, Map<String, String> environment) {
    return of(ServerKind.WILDFLY, name, environment);
  }

  /**
   * Returns the JVM options. A fast start does without the second compiler and parallel collectors,
   * which only delay it.
   */
  List<String> jvmOptions() {
    List<String> options = new ArrayList<>();
    if (fastStart) {
      options.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    }
    if (endsAtWrongSettings) {
      options.add("-Dcoupon-workers.server=own");
    }
    return List.copyOf(options);
  }

  /** Returns these settings with a server that wrong settings end, as under run.sh. */
  public ServerSetup endingAtWrongSettings() {
    return new ServerSetup(kind, name, httpPort, war, environment, fastStart, true, log);
  }

  /** Returns these settings with the server's own JVM options and log format. */
  public ServerSetup forLongRun() {
    return new ServerSetup(kind, name, httpPort, war, environment, false, endsAtWrongSettings, log);
  }

  /** Returns these settings with another WAR than that of this build. */
  public ServerSetup with(Path otherWar) {
    return new ServerSetup(
        kind,
        name,
        httpPort,
        Optional.of(otherWar),
        environment,
        fastStart,
        endsAtWrongSettings,
        log);
  }

  public ServerSetup withoutWar() {
    return new ServerSetup(
        kind, name, httpPort, Optional.empty(), environment, fastStart, endsAtWrongSettings, log);
  }

  public ServerSetup at(int port) {
    return new ServerSetup(kind, name, port, war, environment, fastStart, endsAtWrongSettings, log);
  }

  public ServerSetup logTo(Consumer<String> newLog) {
    return new ServerSetup(
        kind, name, httpPort, war, environment, fastStart, endsAtWrongSettings, newLog);
  }
}
