package com.couponcommerce.workers.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openjdk.jmh.Main;
import org.openjdk.jmh.generators.BenchmarkProcessor;

/**
 * Measures the hot pieces separately, with JMH. The code that JMH generates from the benchmarks is
 * compiled here: in the build it would not pass the checks of this project's code.
 */
final class PiecesPart {
  private static final Path SOURCES = Path.of("src", "bench", "java");
  private static final Path CLASSES = Report.DIRECTORY.resolve("jmh");
  private static final Path RESULTS = Report.DIRECTORY.resolve("jmh.csv");
  private static final String ALLOCATED = ":gc.alloc.rate.norm";
  private static final int NAME = 0;
  private static final int SCORE = 4;
  private static final int ERROR = 5;
  private static final int PARAMETERS = 7;

  private final Bench bench;

  PiecesPart(Bench bench) {
    this.bench = bench;
  }

  void run() throws Exception {
    String classPath = System.getProperty("java.class.path");
    Path bin = Path.of(System.getProperty("java.home"), "bin");
    compile(bin.resolve("javac").toString(), classPath);
    List<String> command = new ArrayList<>();
    command.addAll(List.of(bin.resolve("java").toString(), "-cp"));
    command.addAll(List.of(CLASSES + File.pathSeparator + classPath, Main.class.getName()));
    command.addAll(List.of("-f", "1", "-wi", "5", "-w", "1", "-i", "5", "-r", "1"));
    command.addAll(List.of("-foe", "true", "-prof", "gc", "-rf", "csv", "-rff", "" + RESULTS));
    Programs.run(Path.of("."), Map.of(), command.toArray(String[]::new));
    table();
  }

  private static void compile(String javac, String classPath) throws Exception {
    Files.createDirectories(CLASSES);
    List<String> command = new ArrayList<>();
    command.addAll(List.of(javac, "-d", CLASSES.toString(), "-cp", classPath));
    command.addAll(List.of("-processor", BenchmarkProcessor.class.getName()));
    try (Stream<Path> files = Files.walk(SOURCES)) {
      files
          .filter(file -> file.toString().endsWith("Benchmark.java"))
          .forEach(file -> command.add(file.toString()));
    }
    Programs.run(Path.of("."), Map.of(), command.toArray(String[]::new));
  }

  private void table() throws IOException {
    List<List<String>> rows = new ArrayList<>();
    for (String line : Files.readAllLines(RESULTS)) {
      rows.add(List.of(line.replace("\"", "").split(",", -1)));
    }
    bench.report().heading("Pieces, by themselves");
    bench.report().columns("piece", "of", "µs", "±", "bytes allocated");
    for (List<String> row : rows.subList(1, rows.size())) {
      if (row.get(NAME).contains(":")) {
        continue;
      }
      bench
          .report()
          .row(
              row.get(NAME).replaceFirst(".*\\.(?=.*\\.)", ""),
              String.join("", parameters(row)),
              Double.parseDouble(row.get(SCORE)),
              Double.parseDouble(row.get(ERROR)),
              allocated(rows, row));
    }
  }

  private static double allocated(List<List<String>> rows, List<String> piece) {
    return rows.stream()
        .filter(row -> row.get(NAME).equals(piece.get(NAME) + ALLOCATED))
        .filter(row -> parameters(row).equals(parameters(piece)))
        .mapToDouble(row -> Double.parseDouble(row.get(SCORE)))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> parameters(List<String> row) {
    return row.subList(PARAMETERS, row.size());
  }
}
