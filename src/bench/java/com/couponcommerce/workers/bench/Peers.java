package com.couponcommerce.workers.bench;

import com.couponcommerce.workers.testkit.redis.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs other workers that do the same, on Bun and with a Redis of their own, and smtp-source, whose
 * throughput is the upper limit of every worker.
 */
final class Peers {
  private static final Path SOURCES = Path.of("src", "bench", "peers");
  private static final Pattern RATE = Pattern.compile("(\\d+) per second");

  private final Path directory = Path.of("target", "bench", "peers").toAbsolutePath();
  private final RedisServer redis;
  private final int smtpPort;

  /** Copies the workers to the build's directory, with their packages of npm. */
  Peers(RedisServer redis, int smtpPort) throws IOException, InterruptedException {
    this.redis = redis;
    this.smtpPort = smtpPort;
    Files.createDirectories(directory);
    try (Stream<Path> sources = Files.list(SOURCES)) {
      sources.forEach(this::copy);
    }
    Programs.run(directory, Map.of(), "npm", "install", "--silent", "--no-fund", "--no-audit");
  }

  private void copy(Path source) {
    try {
      Files.copy(
          source, directory.resolve(source.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns all of them, the limit last.
   *
   * @param concurrency number of concurrent sends of each worker
   */
  List<Contender> contenders(int bodyBytes, int concurrency) {
    return List.of(
        new Contender("guide's worker on Bun", count -> guide(count, bodyBytes, concurrency)),
        new Contender("BullMQ on Bun", count -> bullmq(count, bodyBytes, concurrency)),
        new Contender("limit: smtp-source", count -> limit(count, bodyBytes)));
  }

  /** Returns the mails per second of the guide's worker. */
  private double guide(int count, int bodyBytes, int concurrency) throws Exception {
    bun("fill.ts", concurrency, count, "list", "" + count, "" + bodyBytes);
    return rate(bun("seed-worker.ts", concurrency, count));
  }

  /** Returns the mails of 1 KB that BullMQ's addBulk enqueues per second. */
  double addBulk(int count) throws Exception {
    return rate(bun("fill.ts", 1, count, "bullmq", "" + count, "1024"));
  }

  /** Returns the mails per second of BullMQ. */
  private double bullmq(int count, int bodyBytes, int concurrency) throws Exception {
    bun("fill.ts", concurrency, count, "bullmq", "" + count, "" + bodyBytes);
    return rate(bun("bullmq-worker.ts", concurrency, count));
  }

  /** Returns the mails per second of Postfix's smtp-source(1), which reads no queue. */
  private double limit(int count, int bodyBytes) throws Exception {
    long begun = System.nanoTime();
    Programs.run(
        directory,
        Map.of(),
        "smtp-source",
        "-d",
        "-s",
        "16",
        "-l",
        "" + bodyBytes,
        "-m",
        "" + count,
        "127.0.0.1:" + smtpPort);
    return count * 1e9 / (System.nanoTime() - begun);
  }

  private String bun(String script, int concurrency, int count, String... arguments)
      throws Exception {
    String[] command = new String[arguments.length + 2];
    command[0] = directory.resolve("node_modules/.bin/bun").toString();
    command[1] = script;
    System.arraycopy(arguments, 0, command, 2, arguments.length);
    return Programs.run(
        directory,
        Map.of(
            "REDIS_URL", redis.url(),
            "SMTP_PORT", "" + smtpPort,
            "CONC", "" + concurrency,
            "N", "" + count),
        command);
  }

  private static double rate(String output) {
    Matcher rate = RATE.matcher(output);
    if (!rate.find()) {
      throw new IllegalStateException("no rate in: " + output);
    }
    return Double.parseDouble(rate.group(1));
  }
}
