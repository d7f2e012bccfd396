package com.couponcommerce.workers.simulation;

import com.couponcommerce.workers.simulation.redis.MemoryRedis;
import com.couponcommerce.workers.simulation.redis.Redis;
import com.couponcommerce.workers.simulation.redis.RedisData;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Runs seeds: each is a run of its own from an empty Redis. */
public final class Simulation {
  /** Steps of a run before its faults end. */
  public static final int STEPS = 500;

  private final Redis redis;
  private final RedisData view;
  private final Scripts scripts;

  /**
   * @param view data of {@code redis}, to be read
   */
  public Simulation(Redis redis, RedisData view, Scripts scripts) {
    this.redis = redis;
    this.view = view;
    this.scripts = scripts;
  }

  /** A simulation in memory. */
  public static Simulation inMemory(MemoryRedis memory, Scripts scripts) {
    return new Simulation(memory, memory.view(), scripts);
  }

  /**
   * Result of a run.
   *
   * @param failure what did not hold; empty if all did
   */
  public record Outcome(long seed, int steps, Optional<Failure> failure) {}

  /** Invariant that did not hold, and the steps before. */
  public record Failure(String problem, Set<String> features, List<String> trace) {
    @Override
    public String toString() {
      return problem + "\nwith " + features + "\n" + String.join("\n", trace);
    }
  }

  /** Runs a seed. */
  public Outcome run(long seed) {
    Random random = new Random(seed);
    EnumSet<Feature> features = EnumSet.noneOf(Feature.class);
    for (Feature feature : Feature.values()) {
      if (random.nextInt(5) < 3) {
        features.add(feature);
      }
    }
    return run(seed, features);
  }

  /** Runs a seed that fails with fewer features, to show what is needed to fail. */
  public Outcome shrink(Outcome failed) {
    Outcome smallest = failed;
    EnumSet<Feature> needed =
        EnumSet.copyOf(
            failed.failure().orElseThrow().features().stream().map(Feature::valueOf).toList());
    for (Feature feature : EnumSet.copyOf(needed)) {
      EnumSet<Feature> fewer = EnumSet.copyOf(needed);
      fewer.remove(feature);
      if (!fewer.isEmpty()) {
        Outcome outcome = run(failed.seed(), fewer);
        if (outcome.failure().isPresent()) {
          smallest = outcome;
          needed = fewer;
        }
      }
    }
    return smallest;
  }

  private Outcome run(long seed, EnumSet<Feature> features) {
    redis.full(false);
    redis.load(new RedisData());
    Random random = new Random(seed);
    World world = new World(random, redis, view, scripts, new Faults(random, features), STEPS);
    try {
      Workload workload = new Workload(world, random);
      world.begin(workload);
      try {
        while (true) {
          workload.act();
        }
      } catch (World.Ended e) {
        // Whatever was under way ended in the middle, as by a crash.
      }
      workload.finish();
      return new Outcome(seed, world.steps(), Optional.empty());
    } catch (Violation | RuntimeException e) {
      return new Outcome(
          seed,
          world.steps(),
          Optional.of(
              new Failure(
                  String.valueOf(e),
                  new TreeSet<>(features.stream().map(Enum::name).toList()),
                  world.trace())));
    }
  }
}
