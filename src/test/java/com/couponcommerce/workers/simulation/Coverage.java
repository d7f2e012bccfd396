package com.couponcommerce.workers.simulation;

import com.couponcommerce.workers.simulation.redis.MemoryRedis;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How often each branch of the scripts ran. */
final class Coverage {
  private final Map<String, Long> counts = new TreeMap<>();

  /** Reads what a Redis in memory has counted. */
  Coverage(Scripts scripts, MemoryRedis memory) {
    Map<String, Long> hits = memory.hits();
    MemoryRedis.branches(scripts.all())
        .forEach(branch -> counts.put(branch, hits.getOrDefault(branch, 0L)));
  }

  /** Returns the share of the branches of some scripts that ran. */
  double share(Set<String> scripts) {
    List<Long> ran =
        counts.entrySet().stream()
            .filter(branch -> scripts.contains(branch.getKey().split(":", 2)[0]))
            .map(Map.Entry::getValue)
            .toList();
    return (double) ran.stream().filter(count -> count > 0).count() / ran.size();
  }

  /** Returns the branches of some scripts that never ran. */
  List<String> missed(Set<String> scripts) {
    return counts.entrySet().stream()
        .filter(branch -> branch.getValue() == 0)
        .map(Map.Entry::getKey)
        .filter(branch -> scripts.contains(branch.split(":", 2)[0]))
        .toList();
  }

  /** Returns each branch with its count, a line each. */
  String table() {
    return counts.entrySet().stream()
        .map(branch -> branch.getValue() + " " + branch.getKey())
        .collect(Collectors.joining("\n"));
  }

  @Override
  public String toString() {
    long ran = counts.values().stream().filter(count -> count > 0).count();
    return ran + " of " + counts.size() + " branches ran";
  }
}
