package com.couponcommerce.workers.it;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Measures the console with 100,000 dead letters of 1.3 KB, and prints the times. */
@Tag("timing")
class ConsoleSpeedIT extends WithConsole {
  private static final int DEAD_LETTERS = 100_000;
  private static final int BATCH = 1000;
  private static final int ROWS = 10_000;

  private void fill() {
    String padding = "x".repeat(1000);
    for (int from = 0; from < DEAD_LETTERS; from += BATCH) {
      List<String> messages = new ArrayList<>();
      for (int i = from; i < from + BATCH; i++) {
        messages.add(
            ConsoleMessages.dead(
                "m" + i,
                padding,
                "recipient_refused",
                "550 5.1." + i % 7,
                "550 5.1.1 <guest" + i + "@example.com>: User unknown in table " + i));
      }
      queue.redis().lpush(DEAD, messages.toArray(String[]::new));
    }
  }

  private static void print(String what, long begun) {
    System.out.printf("console: %s %d ms%n", what, (System.nanoTime() - begun) / 1_000_000);
  }

  @Test
  void times_are_printed() {
    fill();
    try (Console console = Console.open()) {
      long begun = System.nanoTime();
      console.go("");
      console.find("[name=user]").waitFor();
      print("the login is shown after", begun);
      console.find("[name=user]").fill("operator");
      console.find("[name=password]").fill(Servers.running().users().password());
      begun = System.nanoTime();
      console.find(".login .primary").click();
      console.find(".card >> nth=1").waitFor();
      print("counts after the login", begun);
      begun = System.nanoTime();
      console.go("#/dead-letters/email");
      console.find(".group >> nth=0").waitFor();
      print("first groups", begun);
      console.find("text=/dead letters, by what/").waitFor();
      print("all groups", begun);
      begun = System.nanoTime();
      console.go("#/list/email");
      console.find("#rows [role=row] >> nth=0").waitFor();
      print("first rows", begun);
      scroll(console);
    } finally {
      queue.clear();
    }
  }

  /** Loads many rows, scrolls and ticks, and prints the longest task of the page. */
  private static void scroll(Console console) {
    Object longest =
        console
            .page()
            .evaluate(
                """
                async rows => {
                  const pause = ms => new Promise(done => setTimeout(done, ms));
                  let longest = 0;
                  new PerformanceObserver(list => list.getEntries().forEach(task => {
                    longest = Math.max(longest, task.duration);
                  })).observe({entryTypes: ['longtask']});
                  await pause(0);
                  for (const until = performance.now() + 120; performance.now() < until;);
                  await pause(1000);
                  if (longest < 100) {
                    throw new Error('this browser does not report long tasks');
                  }
                  longest = 0;
                  const more = () => [...document.querySelectorAll('main .quiet button')]
                      .find(one => one.textContent === 'Show more');
                  const page = document.querySelector('#rows').firstElementChild.childElementCount;
                  while (document.querySelector('#rows').childElementCount * page < rows) {
                    more()?.click();
                    await pause(10);
                  }
                  const loading = longest;
                  longest = 0;
                  for (let y = 0; y < document.body.scrollHeight; y += 20000) {
                    scrollTo(0, y);
                    await pause(20);
                  }
                  for (const box of [...document.querySelectorAll('#rows input')].slice(0, 50)) {
                    box.click();
                    await pause(5);
                  }
                  await pause(3000);
                  return `${loading} ms while they are loaded, ${longest} ms afterwards`;
                }
                """,
                ROWS);
    System.out.printf("console: longest task with %d rows: %s%n", ROWS, longest);
  }
}
