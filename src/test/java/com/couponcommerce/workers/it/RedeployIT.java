package com.couponcommerce.workers.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.dev.PayaraSetup;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What stays behind when the WAR goes. */
@ExtendWith(ServersExtension.class)
class RedeployIT {
  private static final String WAR = "redeployed";
  private static final int TIMES = 20;

  @Test
  void twenty_redeploys_leave_no_thread_connection_or_class_loader() throws Exception {
    deployAndUse(0);
    Leftovers after1 = Leftovers.of(Servers.running());

    for (int i = 1; i <= TIMES; i++) {
      deployAndUse(i);
    }

    Leftovers after21 = Leftovers.of(Servers.running());
    System.out.println("after 1 deployment: " + after1 + "; after 21: " + after21);
    assertThat(after21.redisConnections()).isZero();
    assertThat(after21.mailConnections()).isZero();
    assertThat(after21.classLoaders()).isLessThanOrEqualTo(after1.classLoaders() + 1);
    assertThat(after21.threads()).isLessThanOrEqualTo(after1.threads() + 3);
  }

  private void deployAndUse(int number) throws Exception {
    Servers servers = Servers.running();
    Admin admin = new Admin(servers.payara().adminPort());
    try (EmailQueue queue = new EmailQueue(servers.redis())) {
      admin.deploy(PayaraSetup.WAR, WAR);
      queue.push(EmailQueue.message(number));
      await().atMost(Duration.ofSeconds(30)).until(() -> queue.underWay() == 0);
    } finally {
      admin.undeploy(WAR);
    }
  }

  /** What this application may have left. */
  record Leftovers(long redisConnections, int mailConnections, long classLoaders, long threads) {

    static Leftovers of(Servers servers) throws Exception {
      try (EmailQueue queue = new EmailQueue(servers.redis())) {
        String histogram = jcmd(servers, "GC.class_histogram");
        String threads = jcmd(servers, "Thread.print");
        return new Leftovers(
            connectionsBesideOurs(queue),
            servers.smtp().openConnections(),
            instances(histogram, "org.glassfish.web.loader.WebappClassLoader"),
            threads.lines().filter(line -> line.startsWith("\"")).count());
      }
    }

    private static long connectionsBesideOurs(EmailQueue queue) {
      return queue
              .redis()
              .info("clients")
              .lines()
              .filter(line -> line.startsWith("connected_clients:"))
              .mapToLong(line -> Long.parseLong(line.split(":", 2)[1].strip()))
              .sum()
          - 1;
    }

    /** A full collection comes before the histogram, so what is counted is reachable. */
    private static long instances(String histogram, String className) {
      return histogram
          .lines()
          .filter(line -> line.stripTrailing().endsWith(" " + className))
          .mapToLong(line -> Long.parseLong(line.strip().split("\\s+", 4)[1]))
          .sum();
    }

    private static String jcmd(Servers servers, String command) throws Exception {
      Process jcmd =
          new ProcessBuilder(
                  System.getProperty("java.home") + "/bin/jcmd",
                  "" + servers.payara().pid(),
                  command)
              .redirectErrorStream(true)
              .start();
      String output = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(jcmd.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return output;
    }
  }
}
