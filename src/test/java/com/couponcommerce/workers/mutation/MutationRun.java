package com.couponcommerce.workers.mutation;

import com.couponcommerce.workers.simulation.Scripts;
import com.couponcommerce.workers.simulation.Simulation;
import com.couponcommerce.workers.simulation.redis.LuaScript;
import com.couponcommerce.workers.simulation.redis.MemoryRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * {@code ./mvnw -Pmutation}: makes every mutant of every script, or with {@code
 * -Dscripts=ack,claim} of those that are named. Each has to fail a seed or a test, or be in the
 * list of those that change nothing.
 */
final class MutationRun {
  private static final int THREADS = Integer.getInteger("threads", 2);
  private static final int SEEDS = Integer.getInteger("seeds", 25);
  private static final Path REPORT = Path.of("target/mutation/report.txt");
  private static final Path EQUIVALENT = Path.of("src/test/resources/mutation/equivalent.txt");

  /** Scripts that no actor of the simulation runs. */
  private static final Set<String> NOT_SIMULATED =
      Set.of(
          "erase",
          "erase_scored",
          "progress",
          "probe",
          "record",
          "trail",
          "count",
          "oldest",
          "heartbeat",
          "instances",
          "permit",
          "imported",
          "secret",
          "paused");

  private enum Result {
    CAUGHT_BY_A_SEED,
    CAUGHT_BY_A_TEST,
    EQUIVALENT,
    SURVIVED
  }

  private MutationRun() {}

  public static void main(String[] arguments) throws Exception {
    long begun = System.nanoTime();
    Scripts scripts = Scripts.read();
    Set<String> chosen =
        Stream.of(System.getProperty("scripts", "").split(","))
            .filter(name -> !name.isBlank())
            .collect(Collectors.toSet());
    List<Mutant> mutants =
        scripts.all().stream()
            .filter(script -> chosen.isEmpty() || chosen.contains(script.name()))
            .sorted(Comparator.comparing(LuaScript::name))
            .flatMap(script -> LuaMutator.of(script.name(), script.source()).stream())
            .toList();
    checkUnchanged(scripts, mutants);
    Set<String> equivalent = equivalent();
    Map<String, Result> results = new TreeMap<>();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Result>> running = new ArrayList<>();
      for (Mutant mutant : mutants) {
        running.add(threads.submit(() -> judge(mutant, scripts, equivalent)));
      }
      for (int i = 0; i < mutants.size(); i++) {
        Result result = running.get(i).get();
        results.put(mutants.get(i).name(), result);
        System.out.println(result + " | " + mutants.get(i).name());
      }
    } finally {
      threads.shutdownNow();
    }
    report(results, Duration.ofNanos(System.nanoTime() - begun));
    System.exit(results.containsValue(Result.SURVIVED) ? 1 : 0);
  }

  /**
   * Checks that all tests pass with scripts that are not changed, or each mutant would be caught.
   */
  private static void checkUnchanged(Scripts scripts, List<Mutant> mutants)
      throws IOException, InterruptedException {
    // The scripts of a folder have the same tests.
    Map<String, String> oneOfEachFolder = new TreeMap<>();
    for (Mutant mutant : mutants) {
      oneOfEachFolder.putIfAbsent(ScriptTests.folder(mutant.script()), mutant.script());
    }
    for (String name : oneOfEachFolder.values()) {
      Mutant unchanged = new Mutant(name, "nothing", scripts.named(name).source());
      Path directory = Files.createTempDirectory(Files.createDirectories(parent()), "unchanged");
      if (ScriptTests.notice(unchanged, directory)) {
        throw new IllegalStateException(
            "the tests of " + name + " fail as they are: " + directory.resolve("tests.log"));
      }
    }
  }

  private static Result judge(Mutant mutant, Scripts scripts, Set<String> equivalent)
      throws IOException, InterruptedException {
    if (equivalent.contains(mutant.name())) {
      return Result.EQUIVALENT;
    }
    if (!NOT_SIMULATED.contains(mutant.script()) && failsASeed(mutant, scripts)) {
      return Result.CAUGHT_BY_A_SEED;
    }
    Path directory = Files.createTempDirectory(Files.createDirectories(parent()), "mutant");
    return ScriptTests.notice(mutant, directory) ? Result.CAUGHT_BY_A_TEST : Result.SURVIVED;
  }

  private static Path parent() {
    return Path.of("target/mutation");
  }

  private static boolean failsASeed(Mutant mutant, Scripts scripts) {
    try (MemoryRedis memory = new MemoryRedis()) {
      Simulation simulation =
          Simulation.inMemory(memory, scripts.with(mutant.script(), mutant.source()));
      return LongStream.rangeClosed(1, SEEDS)
          .mapToObj(simulation::run)
          .anyMatch(outcome -> outcome.failure().isPresent());
    }
  }

  /** Reads the mutants that change nothing, each before a line with the proof. */
  private static Set<String> equivalent() throws IOException {
    try (var lines = Files.lines(EQUIVALENT)) {
      return lines
          .filter(line -> !line.isBlank() && !line.startsWith("#") && !line.startsWith("  "))
          .collect(Collectors.toSet());
    }
  }

  private static void report(Map<String, Result> results, Duration took) throws IOException {
    StringBuilder report = new StringBuilder();
    report.append(results.size()).append(" mutants in ").append(took.toMinutes()).append(" min\n");
    for (Result result : Result.values()) {
      long count = results.values().stream().filter(result::equals).count();
      report.append(count).append(' ').append(result).append('\n');
    }
    results.forEach(
        (name, result) -> {
          if (result == Result.SURVIVED) {
            report.append("survived: ").append(name).append('\n');
          }
        });
    Files.createDirectories(parent());
    Files.writeString(REPORT, report);
    System.out.println(report);
  }
}
