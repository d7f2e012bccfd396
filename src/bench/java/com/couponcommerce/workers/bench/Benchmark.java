package com.couponcommerce.workers.bench;

import com.couponcommerce.workers.testkit.server.ServerKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Runs {@code ./mvnw -Pbench}; docs/performance.md describes the measurements. */
public final class Benchmark {
  private static final String ALL =
      "peers,texts,latency,cold,enqueue,heap,distance,matrix,growth,idle,pieces";

  private Benchmark() {}

  public static void main(String[] arguments) throws Exception {
    // However the benchmark ends, it leaves no process behind.
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroy)));
    Bench bench =
        new Bench(
            ServerKind.of(System.getProperty("server", ServerKind.PAYARA.id())),
            Integer.getInteger("bench.messages", 20_000),
            Integer.getInteger("bench.rounds", 3),
            before(),
            new Report());
    for (String part : List.of(System.getProperty("bench.parts", ALL).split(",", -1))) {
      switch (part) {
        case "peers" -> new PeersPart(bench).run();
        case "latency" -> new LatencyPart(bench).run();
        case "cold" -> new ColdPart(bench).run();
        case "enqueue" -> new EnqueuePart(bench).run();
        case "heap" -> new HeapPart(bench).run();
        case "texts" -> new TextsPart(bench).run();
        case "distance" -> new DistancePart(bench).run();
        case "matrix" -> new MatrixPart(bench).run();
        case "growth" -> new GrowthPart(bench).run();
        case "idle" -> new IdlePart(bench).run();
        case "pieces" -> new PiecesPart(bench).run();
        default ->
            throw new IllegalArgumentException(
                "bench.parts has '%s'; allowed: %s".formatted(part, ALL));
      }
    }
    System.exit(0);
  }

  /** Returns the WAR that bench.before names. */
  private static Optional<Path> before() {
    String war = System.getProperty("bench.before", "");
    if (war.isEmpty()) {
      return Optional.empty();
    }
    if (!Files.isRegularFile(Path.of(war))) {
      throw new IllegalArgumentException("bench.before is '%s', which is no file".formatted(war));
    }
    return Optional.of(Path.of(war));
  }
}
