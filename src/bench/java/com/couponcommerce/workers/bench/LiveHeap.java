package com.couponcommerce.workers.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures the heap of a JVM after a full collection; what is collected says nothing about the
 * memory that a worker needs.
 */
final class LiveHeap {
  private static final Pattern USED = Pattern.compile("heap +total \\d+K, used (\\d+)K");

  private LiveHeap() {}

  /** Runs a full collection in a process, and returns the live heap in MiB. */
  static double mib(long pid) throws IOException, InterruptedException {
    ask(pid, "GC.run");
    String answer = ask(pid, "GC.heap_info");
    Matcher used = USED.matcher(answer);
    if (!used.find()) {
      throw new IllegalStateException("jcmd GC.heap_info reports no heap: " + answer);
    }
    return Long.parseLong(used.group(1)) / 1024.0;
  }

  private static String ask(long pid, String command) throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    return Programs.run(Path.of("."), Map.of(), jcmd, "" + pid, command);
  }
}
