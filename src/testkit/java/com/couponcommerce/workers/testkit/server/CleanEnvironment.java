package com.couponcommerce.workers.testkit.server;

import java.util.Map;
import java.util.Set;

/**
 * Gives a child process its settings and no variable of this shell beside those that every program
 * needs. Otherwise a REDIS_URL in a developer's shell could let a test drain a real queue.
 */
final class CleanEnvironment {
  private static final Set<String> KEPT =
      Set.of("PATH", "HOME", "USER", "TMPDIR", "LANG", "LC_ALL", "TZ");

  private CleanEnvironment() {}

  static void set(ProcessBuilder builder, Map<String, String> settings) {
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(KEPT);
    environment.putAll(settings);
  }
}
