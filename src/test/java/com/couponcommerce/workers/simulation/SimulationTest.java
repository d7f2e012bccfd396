package com.couponcommerce.workers.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.simulation.redis.Lockstep;
import com.couponcommerce.workers.simulation.redis.MemoryRedis;
import com.couponcommerce.workers.simulation.redis.RealRedis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Runs seeds. {@code -Dseeds=} says how many, {@code -Dseed=} replays one, {@code -Dredis=memory}
 * leaves the real Redis out.
 */
class SimulationTest {
  private static final int SEEDS = Integer.getInteger("seeds", 200);

  /** Scripts that move messages. */
  private static final Set<String> MOVING =
      Set.of(
          "ack",
          "claim",
          "claim_ids",
          "dead_letter",
          "discard",
          "enqueue",
          "extend",
          "import",
          "job_create",
          "job_end",
          "job_move",
          "job_take",
          "mark_sending",
          "promote",
          "reclaim",
          "redrive",
          "release",
          "retry",
          "rewrite",
          "stale");

  /** Share of their branches that runs reach; tests of the scripts have the others. */
  private static final double REACHED = 0.9;

  @Test
  void every_invariant_holds_after_every_step() throws Exception {
    Scripts scripts = Scripts.read();
    Coverage coverage;
    Seeds seeds = Seeds.chosen(SEEDS);
    try (MemoryRedis memory = new MemoryRedis()) {
      if (System.getProperty("redis", "real").equals("memory")) {
        seeds.run(Simulation.inMemory(memory, scripts), () -> {});
      } else {
        try (Lockstep both = new Lockstep(new RealRedis(), memory)) {
          seeds.run(new Simulation(both, memory.view(), scripts), both::compare);
        }
      }
      coverage = new Coverage(scripts, memory);
    }
    System.out.println(seeds + ", " + coverage);
    Files.writeString(Path.of("target/simulation-branches.txt"), coverage.table());
    if (seeds.areEnough()) {
      assertThat(coverage.share(MOVING))
          .as(coverage.missed(MOVING).toString())
          .isGreaterThanOrEqualTo(REACHED);
    }
  }
}
