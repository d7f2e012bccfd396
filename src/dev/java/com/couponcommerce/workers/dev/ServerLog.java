package com.couponcommerce.workers.dev;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Shows a developer what Payara logs, without the lines that say nothing about the WAR. */
final class ServerLog {
  /** At the start, and for certain: the mail session is deleted before it is created. */
  private static final List<String> NOISE =
      List.of(
          "Boot Command delete-javamail-resource failed",
          "Cannot find the resource bundle for the name",
          "Skipping registration of inhabitant for service reference",
          "differs from path from bundle",
          "No deployment transformer implementation found");

  private final PrintStream out;
  private final int longest;
  private final AtomicInteger lines = new AtomicInteger();
  private volatile boolean quiet = true;

  ServerLog(PrintStream out, int longest) {
    this.out = out;
    this.longest = longest;
  }

  /** Shows all that comes from now on; until then, only what somebody must look at. */
  void speak() {
    quiet = false;
  }

  void accept(String line) {
    if (line.isBlank() || NOISE.stream().anyMatch(line::contains)) {
      return;
    }
    if (quiet && !line.contains(" WARNING ") && !line.contains(" SEVERE ")) {
      dot();
      return;
    }
    out.println(line.length() <= longest ? line : line.substring(0, longest) + "…");
  }

  /** A start takes some 150 lines; one sign for every ten shows that it goes on. */
  private void dot() {
    if (lines.incrementAndGet() % 10 == 0) {
      out.print('.');
      out.flush();
    }
  }
}
