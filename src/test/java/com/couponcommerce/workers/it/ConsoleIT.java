package com.couponcommerce.workers.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.api.browse.Advice;
import com.couponcommerce.workers.email.ReplyAdvice;
import com.couponcommerce.workers.sms.SmsAdvice;
import com.couponcommerce.workers.testkit.server.RoleUsers;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator's way through the console in a real browser, and its effect on the queue. */
class ConsoleIT extends WithConsole {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Changes that the console offers, by the operation of the API behind each. */
  private static final Map<String, String> ACTIONS =
      Map.of(
          "Redrive…", "POST /queues/{channel}/dead-letters/redrive",
          "Discard…", "DELETE /queues/{channel}/dead-letters",
          "Resume now", "POST /queues/{channel}/resume");

  /** Presses Tab until an element that has the words has the focus. */
  private static void tabTo(Console console, String words) {
    for (int i = 0; i < 80; i++) {
      console.page().keyboard().press("Tab");
      Object focused =
          console
              .page()
              .evaluate(
                  "() => { const at = document.activeElement; return at === document.body ? '' :"
                      + " [at.innerText, at.name, getComputedStyle(at).outlineStyle].join('|'); }");
      if (String.valueOf(focused).contains(words)) {
        assertThat(String.valueOf(focused)).as("its focus is seen").doesNotEndWith("|none");
        return;
      }
    }
    throw new AssertionError("no way by Tab to " + words);
  }

  private static void type(Console console, String text) {
    console.page().keyboard().type(text);
  }

  private static void press(Console console, String key) {
    console.page().keyboard().press(key);
  }

  private String audit() {
    return queue.redis().xrevrange("queue:email:audit", "+", "-").toString();
  }

  @Test
  void a_group_is_redriven_by_keyboard_alone() {
    dead(3, "recipient_refused", "550 5.1.1", "550 5.1.1 <user%d@example.com>: User unknown");
    try (Console console = Console.open().go("")) {
      console.find("[name=user]").waitFor();
      tabTo(console, "user");
      type(console, RoleUsers.OPERATOR);
      tabTo(console, "password");
      type(console, Servers.running().users().password());
      press(console, "Enter");
      assertThat(console.find("h1")).hasText("Overview");
      tabTo(console, "Dead letters");
      press(console, "Enter");
      assertThat(console.find(".group")).hasCount(1);
      assertThat(console.find(".group .count")).containsText("3");
      tabTo(console, "Redrive…");
      press(console, "Enter");
      assertThat(console.find("dialog.move [name=rate]")).isVisible();
      tabTo(console, "rate");
      press(console, "Control+A");
      type(console, "100");
      press(console, "Enter");
      assertThat(console.find("dialog.move .primary")).hasText("Redrive 3");
      tabTo(console, "Redrive 3");
      press(console, "Enter");

      assertThat(console.find("h1")).hasText("Job");
      assertThat(console.find("main")).containsText("done");
      await().atMost(PATIENCE).until(() -> smtp().mails().size() == 3);
      assertThat(queue.deadLetterCount()).isZero();
      assertThat(audit()).contains("redrive", RoleUsers.OPERATOR, "moved 3");
      console.page().reload();
      assertThat(console.find("main")).containsText("3 moved");
      assertThat(console.complaints()).isEmpty();
    }
  }

  @Test
  void ticked_dead_letters_are_discarded_and_others_stay() {
    dead(5, "recipient_refused", "550 5.1.1", "550 5.1.1 no user %d");
    try (Console console = Console.open().go(LIST).loginAsOperator()) {
      Locator boxes = console.find("#rows input");
      assertThat(boxes).hasCount(5);
      boxes.nth(1).check();
      boxes.nth(3).check();
      assertThat(console.find(".bar")).containsText("2 selected");
      console.find(".bar >> text=Discard…").click();
      console.find("dialog.move .primary").click();
      assertThat(console.find("dialog.move [role=status]")).containsText("2 messages discarded");
      console.find("dialog.move .primary").click();

      assertThat(console.find("#rows input")).hasCount(3);
      assertThat(queue.redis().lrange(DEAD, 0, -1).toString())
          .contains("\"m4\"", "\"m2\"", "\"m0\"");
      assertThat(queue.redis().xrevrange("queue:email:audit", "+", "-"))
          .as("one line for both")
          .hasSize(1);
    }
  }

  @Test
  void all_that_match_a_filter_are_discarded_after_the_number_was_typed() {
    dead(120, "expired", "", "expiresAt was %d");
    dead(7, "recipient_refused", "550 5.1.1", "no user %d");
    try (Console console = Console.open().go(LIST + "?reason=expired").loginAsOperator()) {
      assertThat(console.find("#rows input")).hasCount(50);
      console.find(".bar >> text=Discard…").click();
      console.find("dialog.move [name=rate]").fill("1000");
      console.find("dialog.move .primary").click();
      Locator discard = console.find("dialog.move .primary");
      assertThat(discard).hasText("Discard 120");
      discard.click();
      assertThat(console.find("dialog.move")).isVisible();
      console.find("dialog.move [name=typed]").fill("120");
      discard.click();

      assertThat(console.find("main")).containsText("120 discarded");
      assertThat(queue.deadLetterCount()).isEqualTo(7);
      assertThat(audit()).contains("discard", RoleUsers.OPERATOR, "discarded 120");
    }
  }

  @Test
  void ticked_dead_letters_are_redriven() {
    dead(3, "recipient_refused", "550 5.1.1", "550 5.1.1 no user %d");
    try (Console console = Console.open().go(LIST).loginAsOperator()) {
      console.find("#rows input").nth(0).check();
      console.find("#rows input").nth(2).check();
      console.find(".bar >> text=Redrive…").click();
      console.find("dialog.move .primary").click();
      assertThat(console.find("dialog.move [role=status]")).containsText("2 messages moved");

      await().atMost(PATIENCE).until(() -> smtp().mails().size() == 2);
      assertThat(queue.redis().lrange(DEAD, 0, -1).toString()).contains("\"m1\"");
      assertThat(queue.deadLetterCount()).isEqualTo(1);
      assertThat(audit()).contains("redrive", RoleUsers.OPERATOR);
    }
  }

  @Test
  void a_job_is_stopped_and_the_rest_stays() {
    dead(60, "recipient_refused", "550 5.1.1", "550 5.1.1 no user %d");
    try (Console console = Console.open().go(GROUPS).loginAsOperator()) {
      console.find("text=Redrive…").click();
      console.find("dialog.move [name=rate]").fill("1");
      console.find("dialog.move .primary").click();
      console.find("dialog.move .primary").click();
      console.find("text=Stop the job").click();

      assertThat(console.find("main")).containsText("stopped");
      assertThat(queue.deadLetterCount()).isGreaterThan(0);
      assertThat(audit()).contains("stop", RoleUsers.OPERATOR);
      console.go("#/jobs/email");
      assertThat(console.find("table")).containsText("stopped");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {RoleUsers.VIEWER, RoleUsers.OPERATOR})
  void a_user_is_offered_what_the_api_allows(String role) {
    ApiDescription api = new ApiDescription();
    dead(2, "recipient_refused", "550 5.1.1", "no user %d");
    queue.redis().set("queue:sms:paused", "by hand");
    try (Console console = Console.open().go(GROUPS).login(role)) {
      assertThat(console.find(".group")).hasCount(1);
      console.find("#banner >> text=by hand").waitFor();
      ACTIONS.forEach(
          (words, operation) -> {
            boolean isAllowed =
                Objects.requireNonNull(api.operations().get(operation)).roles().contains(role);
            assertThat(console.find("text=" + words)).hasCount(isAllowed ? 1 : 0);
          });
      console.go(LIST);
      assertThat(console.find("#rows [role=row]")).hasCount(2);
      assertThat(console.find(".bar")).hasCount(role.equals(RoleUsers.OPERATOR) ? 1 : 0);
      if (role.equals(RoleUsers.VIEWER)) {
        Object status =
            console
                .page()
                .evaluate(
                    "async () => (await fetch('api/v1/queues/email/dead-letters/redrive',"
                        + " {method: 'POST'})).status");
        assertThat(status).isEqualTo(403);
      }
    }
  }

  @Test
  void a_producer_is_told_that_there_is_nothing_to_read() {
    try (Console console = Console.open().go("").login(RoleUsers.PRODUCER)) {
      assertThat(console.find("main")).containsText("read no queues");
    }
  }

  @Test
  void a_pause_is_told_with_its_reason_and_ended_from_the_banner() throws Exception {
    queue.redis().set("queue:email:paused", "the relay moves");
    try (Console console = Console.open().go("").loginAsOperator()) {
      assertThat(console.find("#banner")).containsText("the relay moves");
      assertThat(console.find(".card >> nth=0")).containsText("an operator has paused");
      console.shoot("paused");
      console.find("#banner >> text=Resume now").click();
      assertThat(console.find("#banner")).not().containsText("the relay moves");
      assertThat(queue.redis().exists("queue:email:paused")).isFalse();
      assertThat(audit()).contains("resume", RoleUsers.OPERATOR);
    }
  }

  @Test
  void a_bad_night_is_told_in_words_with_what_to_do() throws Exception {
    dead(340, "recipient_refused", "550 5.1.1", "550 5.1.1 <guest%d@example.com>: User unknown");
    dead(7, "outcome_unknown", "no_reply", "the server closed the connection after the final dot");
    queue.redis().set("queue:sms:paused", "Twilio has an incident");
    smtp().password("changed");
    smtp().closeConnections();
    try (Console console = Console.open().go("").loginAsOperator()) {
      queue.push(Samples.emails(12));
      assertThat(console.find("#banner"))
          .containsText(
              "refuses our account",
              new LocatorAssertions.ContainsTextOptions().setTimeout((double) PATIENCE.toMillis()));
      assertThat(console.find("#banner")).containsText("535");
      assertThat(console.find("#banner")).containsText("Twilio has an incident");
      assertThat(console.find(".card >> nth=0")).containsText("Nothing moves: the provider");
      assertThat(console.find(".card >> nth=0")).not().containsText("works");
      console.shoot("overview");
    } finally {
      smtp().password(Servers.PASSWORD);
    }
    await().atMost(PATIENCE).until(() -> smtp().mails().size() == 12);
  }

  @Test
  void each_key_of_the_server_has_its_own_advice() {
    Set<String> keys = new Advice(List.of(new ReplyAdvice(), new SmsAdvice())).keys();
    try (Console console = Console.open().go("")) {
      Object texts =
          console
              .page()
              .evaluate("async () => Object.keys((await import('/ui/text/advice.js')).advice)");
      assertThat((List<?>) texts).map(String::valueOf).containsExactlyInAnyOrderElementsOf(keys);
    }
  }

  @Test
  void a_wrong_password_is_told_and_the_page_asks_for_no_other_host() {
    try (Console console = Console.open().go("")) {
      console.find("[name=user]").fill(RoleUsers.OPERATOR);
      console.find("[name=password]").fill("wrong");
      console.find(".login .primary").click();
      assertThat(console.find(".login [role=alert]")).containsText("wrong");
      console.loginAsOperator();
      assertThat(console.find("h1")).hasText("Overview");
      assertThat(
              console.answers().stream()
                  .map(answer -> URI.create(answer.url()).getHost())
                  .distinct())
          .isEqualTo(List.of(console.url("").getHost()));
      console.find(".who summary").click();
      console.find("text=Log out").click();
      assertThat(console.find(".login")).isVisible();
      assertThat(console.page().context().cookies())
          .allSatisfy(cookie -> assertThat(cookie.httpOnly).isTrue());
    }
  }
}
