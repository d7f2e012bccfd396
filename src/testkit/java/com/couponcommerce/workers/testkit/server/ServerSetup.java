package com.couponcommerce.workers.testkit.server;

import com.couponcommerce.workers.testkit.FreePort;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What an {@link ApplicationServer} is made of.
 *
 * @param kind which server
 * @param name of its directory in the installation; it is made anew
 * @param httpPort where the WAR answers
 * @param withWar whether the WAR is deployed at each start, or others deploy
 * @param environment all the settings, as the scripts of server-config and the WAR read them
 * @param fastStart whether people wait for its start, and read its log on a screen
 * @param log takes each line of the server's log
 */
public record ServerSetup(
    ServerKind kind,
    String name,
    int httpPort,
    boolean withWar,
    Map<String, String> environment,
    boolean fastStart,
    Consumer<String> log) {

  public ServerSetup {
    environment = Map.copyOf(environment);
  }

  /** A server with the WAR on a free port. */
  public static ServerSetup of(ServerKind kind, String name, Map<String, String> environment) {
    return new ServerSetup(kind, name, FreePort.any(), true, environment, true, line -> {});
  }

  /** A Payara with the WAR on a free port. */
  public static ServerSetup payara(String name, Map<String, String> environment) {
    return of(ServerKind.PAYARA, name, environment);
  }

  /** A WildFly with the WAR on a free port. */
  public static ServerSetup wildfly(String name, Map<String, String> environment) {
    return of(ServerKind.WILDFLY, name, environment);
  }

  /** The second compiler and parallel collectors only slow a start down. */
  List<String> jvmOptions() {
    return fastStart ? List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC") : List.of();
  }

  /** Whose JVM and whose log are as the server brings them. */
  public ServerSetup forLongRun() {
    return new ServerSetup(kind, name, httpPort, withWar, environment, false, log);
  }

  public ServerSetup withoutWar() {
    return new ServerSetup(kind, name, httpPort, false, environment, fastStart, log);
  }

  public ServerSetup at(int port) {
    return new ServerSetup(kind, name, port, withWar, environment, fastStart, log);
  }

  public ServerSetup logTo(Consumer<String> newLog) {
    return new ServerSetup(kind, name, httpPort, withWar, environment, fastStart, newLog);
  }
}
