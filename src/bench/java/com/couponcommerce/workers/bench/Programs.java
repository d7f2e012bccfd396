package com.couponcommerce.workers.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Starts other programs. */
final class Programs {
  private Programs() {}

  /** Starts a program; its output is dropped. */
  static Process start(List<String> command) throws IOException {
    Process process =
        builder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process;
  }

  /**
   * Runs a program to its end.
   *
   * @return its standard output
   * @throws IllegalStateException if its exit status is not 0
   */
  static String run(Path directory, Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        builder(List.of(command))
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    if (status != 0) {
      throw new IllegalStateException(
          String.join(" ", command) + " ended with status " + status + ": " + output);
    }
    return output;
  }

  private static ProcessBuilder builder(List<String> command) {
    return new ProcessBuilder(command);
  }
}
