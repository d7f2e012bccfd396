package com.couponcommerce.workers.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.dev.PayaraSetup;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What stays behind when the WAR goes. */
@ExtendWith(ServersExtension.class)
class RedeployIT {
  private static final String WAR = "redeployed";
  private static final int TIMES = 20;

  /**
   * That of the server's own web module, and that of the first deployment ever, which the threads
   * of the server's executor keep (ServerExecutor.startThreads).
   */
  private static final int CLASS_LOADERS_OF_THE_SERVER = 2;

  /** Cancelled tasks leave the server's executor within two seconds (DutyLoop.LONGEST_TASK). */
  private static final Duration SETTLED = Duration.ofSeconds(10);

  @Test
  void twenty_redeploys_leave_no_thread_connection_or_class_loader() throws Exception {
    deployAndUse(0);
    Leftovers after1 = Leftovers.of(Servers.running());

    for (int i = 1; i <= TIMES; i++) {
      deployAndUse(i);
    }

    await()
        .atMost(SETTLED)
        .untilAsserted(
            () -> {
              Leftovers after21 = Leftovers.of(Servers.running());
              assertThat(after21.redisConnections()).isZero();
              assertThat(after21.mailConnections()).isZero();
              assertThat(after21.threadsBeside(after1)).isEmpty();
              assertThat(after21.classLoaders()).isLessThanOrEqualTo(CLASS_LOADERS_OF_THE_SERVER);
            });
  }

  private static void deployAndUse(int number) throws Exception {
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
}
