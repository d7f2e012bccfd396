package com.couponcommerce.workers.dev;

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
 * @param jvmOptions beside those that the server needs
 * @param log takes each line of the server's log
 */
public record ServerSetup(
    ServerKind kind,
    String name,
    int httpPort,
    boolean withWar,
    Map<String, String> environment,
    List<String> jvmOptions,
    Consumer<String> log) {
  /** The second compiler only slows a start down, which is what counts where people wait. */
  private static final List<String> FOR_A_QUICK_START = List.of("-XX:TieredStopAtLevel=1");

  public ServerSetup {
    environment = Map.copyOf(environment);
    jvmOptions = List.copyOf(jvmOptions);
  }

  /** A server with the WAR on a free port. */
  public static ServerSetup of(ServerKind kind, String name, Map<String, String> environment) {
    return new ServerSetup(
        kind, name, FreePort.any(), true, environment, FOR_A_QUICK_START, line -> {});
  }

  /** A Payara with the WAR on a free port. */
  public static ServerSetup payara(String name, Map<String, String> environment) {
    return of(ServerKind.PAYARA, name, environment);
  }

  /** A WildFly with the WAR on a free port. */
  public static ServerSetup wildfly(String name, Map<String, String> environment) {
    return of(ServerKind.WILDFLY, name, environment);
  }

  /** Whose JVM compiles as one in production does. */
  public ServerSetup forALongRun() {
    return new ServerSetup(kind, name, httpPort, withWar, environment, List.of(), log);
  }

  public ServerSetup withoutWar() {
    return new ServerSetup(kind, name, httpPort, false, environment, jvmOptions, log);
  }

  public ServerSetup at(int port) {
    return new ServerSetup(kind, name, port, withWar, environment, jvmOptions, log);
  }

  public ServerSetup logTo(Consumer<String> newLog) {
    return new ServerSetup(kind, name, httpPort, withWar, environment, jvmOptions, newLog);
  }
}
