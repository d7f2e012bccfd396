package com.couponcommerce.workers.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.testkit.server.ApplicationServer;
import com.couponcommerce.workers.testkit.server.ServerKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The server's administrator at a shell. */
final class Asadmin {
  private static final Path BINARY = ServerKind.PAYARA.installation().resolve("bin/asadmin");

  /** A home without a stored login. */
  private static final Path HOME = Path.of("target");

  private final List<String> command;

  Asadmin(ApplicationServer server) {
    command = List.of(BINARY.toAbsolutePath().toString(), "--port", "" + server.adminPort());
  }

  /** Runs one command, which must succeed. */
  String run(String... arguments) throws Exception {
    return runWith("", arguments);
  }

  /** Runs one command that reads passwords from standard input. */
  String runWith(String input, String... arguments) throws Exception {
    return succeed(Stream.of(command, List.of(arguments)), Map.of(), input);
  }

  /** Runs a script of server-config with these variables. */
  String script(String name, Map<String, String> environment) throws Exception {
    String path = Path.of("server-config", "payara", name).toString();
    return succeed(Stream.of(List.of("sh", path), command), environment, "");
  }

  private static String succeed(
      Stream<List<String>> words, Map<String, String> environment, String input)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>();
    words.forEach(all::addAll);
    ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true);
    builder.environment().keySet().retainAll(List.of("PATH", "TMPDIR"));
    builder.environment().put("AS_JAVA", System.getProperty("java.home"));
    // Each command is a JVM of a second.
    builder.environment().put("AS_EXTRA_JAVA_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    builder.environment().put("HOME", HOME.toAbsolutePath().toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.ISO_8859_1));
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
