package com.couponcommerce.workers.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.testkit.FreePort;
import com.couponcommerce.workers.testkit.redis.RedisServer;
import com.couponcommerce.workers.testkit.server.ApplicationServer;
import com.couponcommerce.workers.testkit.server.ServerKind;
import com.couponcommerce.workers.testkit.server.ServerSetup;
import com.couponcommerce.workers.testkit.sms.SmsStub;
import com.couponcommerce.workers.testkit.smtp.SmtpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Runs the scripts of server-config/payara on a domain without traces of the application. */
class PayaraConfigCrashIT {
  /** Password with the escapes of asadmin, Java's properties and shells; none may change it. */
  static final String PASSWORD = " p\\w \"'$:=#";

  @Test
  void install_is_complete_and_repeatable_and_undo_leaves_nothing() throws Exception {
    try (RedisServer redis = RedisServer.start();
        SmtpServer smtp = SmtpServer.builder().credentials(Servers.USER, PASSWORD).start();
        SmsStub stub = SmsStub.start();
        ApplicationServer payara =
            ApplicationServer.start(ServerSetup.payara("installed", Map.of()).withoutWar());
        ChannelQueue email = ChannelQueue.emails(redis);
        ChannelQueue sms = ChannelQueue.sms(redis)) {
      Asadmin asadmin = new Asadmin(payara);
      Map<String, String> environment = environment(redis, smtp, stub);
      // Makes Payara write domain.xml: until a change, the file is as it was unpacked.
      asadmin.run("set-config-property", "--propertyName=OTHER", "--propertyValue=kept");
      List<String> before = domainXml(payara);

      assertThat(asadmin.script("install.sh", environment))
          .contains("the mail session, the executor, the realm, HTTP_PORT")
          .contains("Restart the domain", "Deploy coupon-workers.war");
      String once = Files.readString(file(payara));
      assertThat(asadmin.script("install.sh", environment))
          .contains("The domain has these settings already", "Deploy coupon-workers.war")
          .doesNotContain("Restart");

      assertThat(Files.readString(file(payara))).isEqualTo(once);
      assertThat(once).doesNotContain(PASSWORD).doesNotContain(SmsStub.AUTH_TOKEN);

      assertThat(asadmin.script("undo.sh", Map.of())).contains("Restart the domain");

      assertThat(domainXml(payara)).isEqualTo(before);
      assertThat(asadmin.run("list-password-aliases"))
          .doesNotContain("coupon-workers-smtp", "redis_url");

      // From here on, Payara itself changes domain.xml.
      asadmin.script("install.sh", environment);
      Admin admin = new Admin(payara.adminPort());
      admin.deploy(ServerKind.PAYARA.war(), "coupon-workers");
      email.push(Samples.email(1));
      sms.push("{\"to\":\"+4917012345678\",\"body\":\"Hello\"}");
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> smtp.mails().size() == 1 && !stub.messages().isEmpty());

      // A new password needs no redeploy, and unchanged settings interrupt nothing.
      environment.put("SMTP_PASS", "new");
      environment.keySet().removeAll(List.of("REDIS_URL", "TWILIO_AUTH_TOKEN"));
      assertThat(asadmin.script("install.sh", environment)).contains("nothing more to do");
      smtp.password("new");
      smtp.closeConnections();
      email.push(Samples.email(2));
      await().atMost(Duration.ofSeconds(60)).until(() -> smtp.mails().size() == 2);
    }
  }

  private static Map<String, String> environment(RedisServer redis, SmtpServer smtp, SmsStub stub) {
    Map<String, String> environment = new HashMap<>(Servers.environment(redis.url(), smtp));
    environment.putAll(Servers.twilio(stub));
    environment.put("SMTP_PASS", PASSWORD);
    environment.put("SMTP_FROM", "Coupons & more <noreply@example.com>");
    environment.put("EMAIL_RATE_LIMIT", "100/s");
    environment.put("HTTP_PORT", "" + FreePort.any());
    return environment;
  }

  private static Path file(ApplicationServer payara) {
    return payara.directory().resolve("config/domain.xml");
  }

  /** Returns the sorted lines, without those that Payara adds at the first use of a resource. */
  private static List<String> domainXml(ApplicationServer payara) throws IOException {
    return Files.readAllLines(file(payara)).stream()
        .map(String::strip)
        .filter(line -> !line.contains("\"concurrent/__default"))
        .sorted()
        .toList();
  }
}
