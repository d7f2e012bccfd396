package com.couponcommerce.workers.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.testkit.redis.RedisServer;
import com.couponcommerce.workers.testkit.server.ServerKind;
import com.couponcommerce.workers.testkit.server.ServerSetup;
import com.couponcommerce.workers.testkit.sms.SmsStub;
import com.couponcommerce.workers.testkit.smtp.SmtpServer;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The console while its server is killed and comes back. */
class ConsoleCrashIT {
  private static final int DEAD_LETTERS = 120;

  @AfterAll
  static void end() {
    Console.end();
  }

  @Test
  void the_bar_of_a_job_goes_on_after_its_server_was_killed_and_in_another_tab() {
    RedisServer redis = RedisServer.start();
    SmtpServer smtp = Servers.mailServer();
    ServerSetup setup =
        ServerSetup.of(ServerKind.WILDFLY, "console", Servers.environment(redis.url(), smtp));
    try (Servers servers = Servers.start(redis, smtp, SmsStub.start(), setup);
        ChannelQueue queue = ChannelQueue.emails(redis);
        Console console = Console.open(servers, Console.Look.WIDE_LIGHT)) {
      WithConsole.dead(queue, DEAD_LETTERS, "expired", "", "too late");
      console.go(WithConsole.GROUPS).loginAsOperator();
      console.find("text=Redrive…").click();
      console.find("dialog.move [name=rate]").fill("20");
      console.find("dialog.move .primary").click();
      console.find("dialog.move .primary").click();
      assertThat(console.find("h1")).hasText("Job");
      Page another = console.context().newPage();
      another.navigate(console.page().url());
      assertThat(another.locator("main")).containsText("running");

      servers.server().kill();
      assertThat(console.find(".live")).containsText("does not answer", Console.SOON);
      assertThat(console.find("progress")).isVisible();
      servers.server().restart();

      assertThat(console.find(".login")).containsText("session has ended");
      // The other tab has asked too, or it would go on without having been told.
      assertThat(another.locator(".login")).isVisible();
      console.loginAsOperator();
      assertThat(console.find("main")).containsText(DEAD_LETTERS + " moved");
      assertThat(console.find("main")).containsText("done");
      another.evaluate("() => dispatchEvent(new Event('focus'))");
      assertThat(another.locator(".login")).isHidden();
      assertThat(another.locator("main")).containsText(DEAD_LETTERS + " moved");
      assertThat(queue.deadLetterCount()).isZero();
    }
  }
}
