package com.couponcommerce.workers.it;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.couponcommerce.workers.testkit.redis.RedisServer;
import com.couponcommerce.workers.testkit.server.ApplicationServer;
import com.couponcommerce.workers.testkit.server.ServerKind;
import com.couponcommerce.workers.testkit.server.ServerSetup;
import com.couponcommerce.workers.testkit.smtp.SmtpServer;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks what an administrator reads if settings are wrong. */
class BadStartCrashIT {

  @ParameterizedTest
  @EnumSource
  void wrong_settings_stop_the_deployment_and_are_all_named(ServerKind kind) {
    try (RedisServer redis = RedisServer.start();
        SmtpServer smtp = Servers.mailServer()) {
      Map<String, String> environment = new HashMap<>(Servers.environment(redis.url(), smtp));
      environment.put("MAX_RETRIES", "three");
      environment.put("REDIS_URL", "redis:/app:hidden@host");
      environment.put("POLL_INTERVAL_MS", "0");

      assertThatThrownBy(
              () -> ApplicationServer.start(ServerSetup.of(kind, "bad", environment)).close())
          .hasMessageContaining("3 settings are wrong")
          .hasMessageContaining("MAX_RETRIES is \"three\", but may be: 1 to 1000")
          .hasMessageContaining("POLL_INTERVAL_MS is \"0\", but may be: 10 to 60000")
          .hasMessageContaining("REDIS_URL is \"***@host\"")
          .hasMessageNotContaining("hidden");
    }
  }
}
