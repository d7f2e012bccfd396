package com.couponcommerce.workers.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.dev.PayaraServer;
import com.couponcommerce.workers.dev.PayaraSetup;
import com.couponcommerce.workers.dev.RedisServer;
import com.couponcommerce.workers.dev.SmtpServer;
import org.junit.jupiter.api.Test;

class RestartCrashIT {
  @Test
  void a_killed_server_comes_back_with_the_war() throws Exception {
    try (RedisServer redis = RedisServer.start("--appendonly", "yes");
        SmtpServer smtp = Servers.mailServer();
        PayaraServer payara =
            PayaraServer.start(PayaraSetup.of("crash", Servers.environment(redis, smtp)))) {

      payara.kill();
      payara.restart();

      assertThat(Http.get(payara.url("/health/live")).statusCode()).isEqualTo(200);
    }
  }
}
