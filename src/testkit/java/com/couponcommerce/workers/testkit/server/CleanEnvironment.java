package com.couponcommerce.workers.testkit.server;

import java.util.Map;
import java.util.Set;

/**
 * Gives a child the settings it is meant to have and none that this machine happens to have: a
 * REDIS_URL in a developer's shell would let a test drain a real queue.
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
