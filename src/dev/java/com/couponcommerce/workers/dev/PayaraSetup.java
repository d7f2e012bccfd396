package com.couponcommerce.workers.dev;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a {@link PayaraServer} is made of.
 *
 * @param installation an unpacked Payara; nothing in it is changed but for a domain of its own
 * @param name of that domain; it is made anew
 * @param httpPort where the WAR answers
 * @param war deployed at each start; empty for a server that others deploy to
 * @param environment all the settings, as server-config/payara/commands.sh and the WAR read them
 * @param log takes each line of the server's log
 */
public record PayaraSetup(
    Path installation,
    String name,
    int httpPort,
    Optional<Path> war,
    Map<String, String> environment,
    Consumer<String> log) {
  /** Where the build unpacks Payara. */
  public static final Path INSTALLATION = Path.of("target", "payara6");

  /** The WAR as the build packs it. */
  public static final Path WAR = Path.of("target", "coupon-workers.war");

  public PayaraSetup {
    environment = Map.copyOf(environment);
  }

  /** A server with the WAR on a free port. */
  public static PayaraSetup of(String name, Map<String, String> environment) {
    return new PayaraSetup(
        INSTALLATION, name, FreePort.any(), Optional.of(WAR), environment, line -> {});
  }

  public PayaraSetup withoutWar() {
    return new PayaraSetup(installation, name, httpPort, Optional.empty(), environment, log);
  }

  public PayaraSetup at(int port) {
    return new PayaraSetup(installation, name, port, war, environment, log);
  }

  public PayaraSetup logTo(Consumer<String> newLog) {
    return new PayaraSetup(installation, name, httpPort, war, environment, newLog);
  }
}
