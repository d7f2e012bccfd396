package com.couponcommerce.workers.dev;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** Shows a developer the server's log without the lines that do not concern the WAR. */
final class ServerLog {
  /**
   * Messages of every start: Payara's mail session is deleted before it is created; WildFly has no
   * key store for HTTPS, and one node name for all instances. Wrong settings are reported when the
   * server has ended.
   */
  private static final List<String> NOISE =
      List.of(
          "Boot Command delete-javamail-resource failed",
          "Cannot find the resource bundle for the name",
          "Skipping registration of inhabitant for service reference",
          "differs from path from bundle",
          "No deployment transformer implementation found",
          "WFLYELY00023",
          "WFLYELY01084",
          "WFLYTX0013",
          "WFLYRS0018",
          "Coupon Workers cannot start, ");

  private static final Pattern RECORD = Pattern.compile("^\\d\\d:\\d\\d:\\d\\d[.,]");
  private static final Pattern ATTENTION =
      Pattern.compile("^\\S+ (WARNING|SEVERE|WARN|ERROR|FATAL) ");

  private final PrintStream out;
  private final int longest;
  private final AtomicInteger lines = new AtomicInteger();
  private volatile boolean quiet = true;
  private boolean needsAttention;

  ServerLog(PrintStream out, int longest) {
    this.out = out;
    this.longest = longest;
  }

  /** Shows all records from now on. Until then only warnings and errors are shown. */
  void speak() {
    quiet = false;
  }

  void accept(String line) {
    boolean isRecord = RECORD.matcher(line).find();
    boolean isNoise = line.isBlank() || NOISE.stream().anyMatch(line::contains);
    if (isRecord) {
      needsAttention = !isNoise && ATTENTION.matcher(line).find();
    }
    // Lines after the first of a record are shown only if they are a stack trace.
    if (isNoise || (!needsAttention && (quiet || !isRecord))) {
      dot();
      return;
    }
    out.println(line.length() <= longest ? line : line.substring(0, longest) + "…");
  }

  /** Prints a dot for every ten hidden lines as a sign of progress; a start has about 150. */
  private void dot() {
    if (quiet && lines.incrementAndGet() % 10 == 0) {
      out.print('.');
      out.flush();
    }
  }
}
