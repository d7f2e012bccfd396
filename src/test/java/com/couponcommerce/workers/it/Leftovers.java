package com.couponcommerce.workers.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.testkit.server.ServerKind;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The remains of undeployed applications in a server, seen from outside.
 *
 * @param threads number of threads by name; N stands for the numbers in the names
 */
record Leftovers(
    long redisConnections, int mailConnections, long classLoaders, Map<String, Long> threads) {
  /** Threads of the JVM and of the servers' own pools, which start them on demand. */
  private static final Pattern SERVERS_OWN =
      Pattern.compile(
          "Attach Listener|CN CompilerThreadN|GC Thread#N|GN"
              + " (Conc|Refine)#N|(admin|http)-thread-pool::.*|GF Domain XML|Job Cleanup Service"
              + "|Executor-Service-N|payara-executor-service-(scheduled-)?task|EventAdminAsyncThread"
              + " #N|FelixResolver-N|RunLevelControllerThread-N|MSC service thread"
              + " N-N|ServerService Thread Pool -- N|management-handler-thread -"
              + " N|DeploymentScanner-threads - N|management (task|I/O)-N|default"
              + " (task|I/O)-N|Reference Reaper #N|External Management Request Threads -- N");

  /** Class of which each deployment has one instance; WildFly's own modules have instances too. */
  private static final Map<ServerKind, String> CLASS_LOADERS =
      Map.of(
          ServerKind.PAYARA, "org.glassfish.web.loader.WebappClassLoader",
          ServerKind.WILDFLY, "org.jboss.modules.ModuleClassLoader");

  static Leftovers of(ServerKind kind, Servers servers) throws Exception {
    try (ChannelQueue queue = ChannelQueue.emails(servers.redis())) {
      String histogram = jcmd(servers, "GC.class_histogram");
      return new Leftovers(
          connectionsBesideOurs(queue),
          servers.smtp().openConnections(),
          instances(histogram, CLASS_LOADERS.getOrDefault(kind, "")),
          threads(jcmd(servers, "Thread.print")));
    }
  }

  /** Returns the threads that did not exist earlier, except those that the server needs itself. */
  Map<String, Long> threadsBeside(Leftovers earlier) {
    Map<String, Long> more = new TreeMap<>();
    threads.forEach((name, count) -> more.put(name, count - earlier.count(name)));
    more.entrySet()
        .removeIf(grown -> grown.getValue() <= 0 || SERVERS_OWN.matcher(grown.getKey()).matches());
    return more;
  }

  private long count(String name) {
    return threads.getOrDefault(name, 0L);
  }

  private static long connectionsBesideOurs(ChannelQueue queue) {
    return queue
            .redis()
            .info("clients")
            .lines()
            .filter(line -> line.startsWith("connected_clients:"))
            .mapToLong(line -> Long.parseLong(line.split(":", 2)[1].strip()))
            .sum()
        - 1;
  }

  /** Returns the number of reachable instances: a full collection precedes the histogram. */
  private static long instances(String histogram, String className) {
    return histogram
        .lines()
        .filter(line -> line.stripTrailing().endsWith(" " + className))
        .mapToLong(line -> Long.parseLong(line.strip().split("\\s+", 4)[1]))
        .sum();
  }

  private static Map<String, Long> threads(String dump) {
    Map<String, Long> threads = new HashMap<>();
    dump.lines()
        .filter(line -> line.startsWith("\""))
        .map(line -> line.substring(1, line.indexOf('"', 1)).replaceAll("\\d+", "N"))
        .forEach(name -> threads.merge(name, 1L, Long::sum));
    return threads;
  }

  private static String jcmd(Servers servers, String command) throws Exception {
    Process jcmd =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/jcmd", "" + servers.server().pid(), command)
            .redirectErrorStream(true)
            .start();
    String output = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(jcmd.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return output;
  }
}
