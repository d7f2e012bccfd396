package com.couponcommerce.workers.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every screen of the console by axe, in each {@link Console.Look}. The same on each server. */
class ConsoleAccessIT extends WithConsole {

  @ParameterizedTest
  @EnumSource
  void every_screen_is_accessible(Console.Look look) throws Exception {
    dead(3, "recipient_refused", "550 5.1.1", "550 5.1.1 no user %d");
    dead(2, "outcome_unknown", "no_reply", "the connection broke %d");
    queue.redis().lpush(DEAD, "no json");
    queue.redis().set("queue:sms:paused", "by hand");
    try (Console console = Console.openForAccess(look).go("")) {
      String name = "-" + look;
      console.find("[name=user]").waitFor();
      console.checkAccess("login");
      console.shoot("login" + name);
      console.find("[name=user]").fill("stranger");
      console.find("[name=password]").fill("wrong");
      console.find(".login .primary").click();
      assertThat(console.find(".login [role=alert]")).not().isEmpty();
      console.checkAccess("wrong password");
      console.loginAsOperator();
      console.find(".card >> nth=1").waitFor();
      console.find(".needs").waitFor();
      console.checkAccess("overview");
      console.shoot("overview" + name);
      console.go(GROUPS);
      assertThat(console.find(".group")).hasCount(3);
      console.checkAccess("groups");
      console.shoot("groups" + name);
      console.find("text=Redrive… >> nth=0").click();
      console.find("dialog.move [name=rate]").waitFor();
      console.checkAccess("rate");
      console.shoot("rate" + name);
      console.find("dialog.move .primary").click();
      console.checkAccess("confirmation");
      console.page().keyboard().press("Escape");
      console.go(LIST);
      console.find("#rows summary >> nth=0").click();
      console.find("#rows input >> nth=0").check();
      // Elsewhere the bar at the bottom covers a part of a row.
      console.page().evaluate("() => scrollTo(0, document.body.scrollHeight)");
      console.checkAccess("list");
      console.shoot("list" + name);
      console.find(".bar >> text=Redrive…").click();
      console.checkAccess("selection");
      console.page().keyboard().press("Escape");
      console.go("#/jobs/email");
      console.find("table").waitFor();
      console.checkAccess("jobs");
      console.shoot("jobs" + name);
      console.find("main td a >> nth=0").click();
      console.find("progress").waitFor();
      console.checkAccess("job");
      console.find(".who summary").click();
      console.checkAccess("menu");
      console.go("#/dead-letters/sms");
      console.find(".empty").waitFor();
      console.checkAccess("no dead letters");
    }
  }
}
