package com.couponcommerce.workers.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The console with hostile messages, a session that ends, and a Redis that stands still. */
class ConsoleUnderStrainIT extends WithConsole {

  /** Strings that break pages. */
  private static final List<String> HOSTILE =
      List.of(
          "<img src=x onerror=alert(1)>",
          "</script><script>alert(2)</script>",
          "\" onmouseover=\"alert(3)",
          "javascript:alert(4)",
          "\u202egnp.exe\u2066",
          "__proto__",
          "constructor",
          "\u0000\u0007",
          "{{7*7}}${7*7}",
          "x".repeat(100_000));

  @Test
  void hostile_strings_are_text_wherever_they_are_shown() {
    for (String string : HOSTILE) {
      queue
          .redis()
          .lpush(DEAD, ConsoleMessages.dead(string, string, string, string, string), string);
      queue.redis().lpush("queue:sms:dead_letter", "{\"phone\":\"" + "1" + "\"}");
    }
    queue.redis().set("queue:email:paused", HOSTILE.get(0));
    try (Console console = Console.open().go("").loginAsOperator()) {
      console
          .page()
          .onRequest(
              request ->
                  assertThat(URI.create(request.url()).getHost())
                      .isEqualTo(console.url("").getHost()));
      assertThat(console.find("#banner")).containsText("<img src=x onerror=alert(1)>");
      console.go("#/dead-letters/email");
      console.find(".group >> nth=5").waitFor();
      console.go(LIST);
      console.find("#rows summary >> nth=19").waitFor();
      for (Locator summary : console.find("#rows summary").all()) {
        summary.click();
      }
      assertThat(console.find("main img, main script")).hasCount(0);
      console.go("#/list/email?q=" + URLEncoder.encode(HOSTILE.get(0), StandardCharsets.UTF_8));
      assertThat(console.find(".chips")).containsText("onerror");
      console.find("#rows summary >> nth=0").waitFor();
      assertThat(console.page().title()).endsWith("Coupon Workers");
      assertThat(console.complaints()).isEmpty();
    }
  }

  @Test
  void a_session_that_ended_loses_nothing_that_was_typed() {
    dead(3, "expired", "", "was due %d");
    try (Console console = Console.open().go(LIST).loginAsOperator()) {
      console.find("#rows input >> nth=1").check();
      console.find("[name=q]").fill("half a word");
      console.context().clearCookies();
      assertThat(console.find(".login")).containsText("session has ended", Console.SOON);
      console.loginAsOperator();
      assertThat(console.find(".login")).isHidden();
      assertThat(console.find("[name=q]")).hasValue("half a word");
      assertThat(console.find("#rows input >> nth=1")).isChecked();
      console.find(".bar >> text=Redrive…").click();
      assertThat(console.find("dialog.move")).containsText("1 dead letter");
    }
  }

  /** Answers that come late are of a time before the login. */
  @Test
  void a_login_is_asked_for_once_whatever_was_under_way() {
    try (Console console = Console.open().go("").loginAsOperator()) {
      console.find(".card >> nth=0").waitFor();
      List<Route> held = new CopyOnWriteArrayList<>();
      console.page().route("**/api/v1/problems", held::add);
      console.page().waitForCondition(() -> !held.isEmpty());
      console
          .page()
          .evaluate(
              "() => { window.late = import('/ui/api.js').then(api => api.get('problems'))"
                  + ".then(() => 'answered', e => e.message); }");
      console.page().waitForCondition(() -> held.size() > 1);
      console.page().unroute("**/api/v1/problems");
      console.context().clearCookies();
      held.get(0).resume();
      assertThat(console.find(".login")).containsText("session has ended", Console.SOON);
      console.loginAsOperator();
      held.get(1).fulfill(new Route.FulfillOptions().setStatus(401).setBody("{}"));

      assertThat(console.page().evaluate("() => window.late")).isEqualTo("answered");
      assertThat(console.find(".login")).isHidden();
      assertThat(console.find(".live")).containsText("As of", Console.SOON);
      assertThat(console.find(".login")).isHidden();
    }
  }

  @Test
  void a_redis_that_stands_still_is_told_and_the_page_recovers() {
    try (Console console = Console.open().go("").loginAsOperator()) {
      console.find(".card >> nth=0").waitFor();
      redis().freeze();
      try {
        assertThat(console.find(".live, #banner").first())
            .containsText("cannot answer", Console.SOON);
      } finally {
        redis().thaw();
      }
      assertThat(console.find(".live"))
          .containsText("As of", new LocatorAssertions.ContainsTextOptions().setTimeout(60_000));
    }
  }
}
