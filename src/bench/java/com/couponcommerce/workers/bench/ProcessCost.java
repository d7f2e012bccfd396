package com.couponcommerce.workers.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The resources that a process has used, as Linux counts them in /proc (proc(5)).
 *
 * @param cpu time in user and in kernel mode
 * @param residentKib current memory
 * @param peakKib maximum of the memory so far
 */
record ProcessCost(Duration cpu, long residentKib, long peakKib) {
  /** USER_HZ, which is 100 on every Linux that Java runs on. */
  private static final long MS_PER_TICK = 10;

  private static final int UTIME_AFTER_NAME = 11;

  static ProcessCost of(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      // The name of the process, in parentheses, may have spaces.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long ticks =
          Long.parseLong(fields[UTIME_AFTER_NAME]) + Long.parseLong(fields[UTIME_AFTER_NAME + 1]);
      List<String> status = Files.readAllLines(Path.of("/proc/" + pid + "/status"));
      return new ProcessCost(
          Duration.ofMillis(ticks * MS_PER_TICK), kib(status, "VmRSS:"), kib(status, "VmHWM:"));
    } catch (IOException e) {
      throw new UncheckedIOException("process " + pid + " has ended", e);
    }
  }

  private static long kib(List<String> status, String name) {
    return status.stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.replaceAll("\\D", ""))
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElseThrow();
  }

  Duration cpuSince(ProcessCost earlier) {
    return cpu.minus(earlier.cpu);
  }
}
