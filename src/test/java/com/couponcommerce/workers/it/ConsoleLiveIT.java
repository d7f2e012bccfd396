package com.couponcommerce.workers.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.LoadState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The console by itself: a busy queue, a server that fails, and an idle page. The same on each
 * server.
 */
class ConsoleLiveIT extends WithConsole {

  @Test
  void a_busy_queue_moves_nothing_under_the_hand() {
    dead(60, "expired", "", "was due %d");
    try (Console console = Console.open().go(LIST).loginAsOperator()) {
      Locator box = console.find("#rows input >> nth=30");
      box.check();
      console.find("[name=q]").fill("half a word");
      double before = box.boundingBox().y;
      beBusyDuringPolls(console, 3);
      assertThat(box).isChecked();
      assertThat(console.find("#rows input")).hasCount(50);
      assertThat(console.find("[name=q]")).hasValue("half a word");
      assertThat(console.find("[name=q]")).isFocused();
      // Where the banner has come above it, the browser has scrolled by its height.
      assertThat(box.boundingBox().y).isCloseTo(before, within(1.0));
      assertThat(console.find("main")).containsText("new, show them");
      console.find("text=/new, show them/").click();
      assertThat(console.find("#rows input")).hasCount(50);
      assertThat(box).not().isChecked();
    }
  }

  @Test
  void a_busy_queue_changes_nothing_in_an_open_dialog() {
    dead(60, "expired", "", "was due %d");
    try (Console console = Console.open().go(LIST).loginAsOperator()) {
      console.find("#rows input >> nth=3").check();
      console.find(".bar >> text=Discard…").click();
      Locator discard = console.find("dialog.move .primary");
      discard.focus();
      beBusyDuringPolls(console, 2);
      assertThat(console.find("dialog.move")).containsText("1 dead letter");
      assertThat(discard).isFocused();
    }
  }

  @ParameterizedTest
  @CsvSource({LIST + ", 4 messages shown · Looked at 4 of 4", GROUPS + ", 4 dead letters"})
  void what_has_gone_before_a_list_was_read_is_not_called_new(String address, String shown) {
    dead(10, "expired", "", "was due %d");
    try (Console console = Console.open().go("").loginAsOperator()) {
      console.find(".card >> nth=0").waitFor();
      console.find("text=Pause updates").click();
      queue.redis().ltrim(DEAD, 0, 3);
      console.go(address);
      assertThat(console.find("main")).containsText(shown);
      assertThat(console.find("main")).not().containsText("new, show them");
    }
  }

  @Test
  void a_running_job_is_asked_for_each_time() {
    try (Console console = Console.open()) {
      console.page().route("**/queues/email/jobs/7", ConsoleLiveIT::runningJob);
      console.go("#/job/email/7").loginAsOperator();
      assertThat(console.find("progress")).isVisible();
      long others = asked(console, "/queues") + asked(console, "/problems");
      for (int i = 0; i < 3; i++) {
        console.page().waitForResponse("**/jobs/7", () -> {});
      }
      assertThat(asked(console, "/queues") + asked(console, "/problems") - others)
          .isLessThanOrEqualTo(3);
    }
  }

  private static void runningJob(Route route) {
    route.fulfill(
        new Route.FulfillOptions()
            .setContentType("application/json")
            .setBody(
                "{\"id\":\"7\",\"action\":\"redrive\",\"state\":\"running\",\"total\":9,\"scanned\":1,"
                    + "\"found\":1,\"moved\":1,\"filter\":{},\"by\":\"olga\",\"at\":\"2026-11-29T10:00:00Z\"}"));
  }

  @Test
  void a_hidden_tab_sends_nothing() {
    try (Console console = Console.open()) {
      console.page().clock().install();
      console.go("").loginAsOperator();
      console.find(".card >> nth=1").waitFor();
      console.page().clock().runFor(10_000);
      hide(console, true);
      console.page().waitForLoadState(LoadState.NETWORKIDLE);
      int asked = console.answers().size();

      console.page().clock().runFor(600_000);
      console.page().waitForLoadState(LoadState.NETWORKIDLE);

      assertThat(console.answers()).hasSize(asked);
      console.page().waitForResponse("**/api/v1/**", () -> hide(console, false));
    }
  }

  private static void hide(Console console, boolean hidden) {
    console
        .page()
        .evaluate(
            "hidden => { Object.defineProperty(document, 'hidden', {get: () => hidden,"
                + " configurable: true});"
                + " document.dispatchEvent(new Event('visibilitychange')); }",
            hidden);
  }

  @Test
  void a_screen_reader_is_told_at_most_once_in_five_seconds() {
    try (Console console = Console.open()) {
      console.page().clock().install();
      console.go("");
      // The clock stands still between two steps, so that a busy machine delays nothing.
      console.page().clock().pauseAt(System.currentTimeMillis() + 60_000);
      console
          .page()
          .evaluate(
              "async () => { const { Announcer } = await import('/ui/announcer.js');"
                  + " window.announcer = new Announcer(); window.said = [];"
                  + " const at = document.getElementById('announcer');"
                  + " new MutationObserver(() => window.said.push([Math.round(performance.now()),"
                  + " at.textContent])).observe(at, {childList: true}); }");
      for (int i = 1; i <= 12; i++) {
        console.page().evaluate("i => window.announcer.say(`${i} counted`, 'count')", i);
        console.page().clock().runFor(1000);
      }
      console.page().clock().runFor(10_000);
      List<?> said = (List<?>) console.page().evaluate("() => window.said");
      List<Integer> times = said.stream().map(one -> (Integer) ((List<?>) one).get(0)).toList();

      assertThat(said).hasSize(4);
      for (int i = 1; i < times.size(); i++) {
        assertThat(times.get(i) - times.get(i - 1)).isGreaterThanOrEqualTo(4999);
      }
      assertThat(said.get(3).toString()).contains("12 counted");
    }
  }

  /** Pushes about 200 dead letters a second until the page has polled so often. */
  private void beBusyDuringPolls(Console console, int times) {
    long polls = polls(console);
    for (int i = 0; polls(console) < polls + times; i++) {
      dead(20, "expired", "", "was due %d");
      console.page().waitForTimeout(100);
      assertThat(i).as("polls come").isLessThan(600);
    }
  }

  private static long polls(Console console) {
    return asked(console, "/queues");
  }

  private static long asked(Console console, String path) {
    return console.answers().stream().filter(answer -> answer.url().endsWith(path)).count();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 429, 500})
  void a_server_that_fails_is_told_and_the_page_recovers(int status) {
    try (Console console = Console.open().go("").loginAsOperator()) {
      console.find(".card >> nth=0").waitFor();
      console.page().route("**/api/v1/**", route -> fail(route, status));
      assertThat(console.find(".live"))
          .containsText(status == 0 ? "does not answer" : "cannot answer", Console.SOON);
      assertThat(console.find(".card >> nth=0")).isVisible();
      console.page().unroute("**/api/v1/**");
      assertThat(console.find(".live .error"))
          .hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(60_000));
    }
  }

  private static void fail(Route route, int status) {
    if (status == 0) {
      route.abort();
    } else {
      route.fulfill(new Route.FulfillOptions().setStatus(status).setBody("{}"));
    }
  }

  @Test
  void an_idle_page_is_small_and_asks_little() {
    dead(100, "expired", "", "was due %d");
    try (Console console = Console.open().go("")) {
      console.find("[name=user]").waitFor();
      console.loginAsOperator();
      console.find(".card >> nth=0").waitFor();
      assertThat(console.answers()).hasSizeLessThanOrEqualTo(30);
      int bytes =
          console.answers().stream()
              .filter(answer -> answer.status() == 200)
              .mapToInt(answer -> answer.body().length)
              .sum();
      assertThat(bytes).isLessThan(220_000);
      int begun = console.answers().size();
      Object seconds =
          console
              .page()
              .evaluate(
                  "async () => { const first = performance.now(); await new Promise(done =>"
                      + " setTimeout(done, 6000)); return (performance.now() - first) / 1000; }");
      int asked = console.answers().size() - begun;
      assertThat(asked).isLessThanOrEqualTo((int) (((Number) seconds).doubleValue() / 2) + 1);
    }
  }
}
