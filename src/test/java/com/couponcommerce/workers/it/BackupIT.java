package com.couponcommerce.workers.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.testkit.server.ApplicationServer;
import com.couponcommerce.workers.testkit.server.RoleUsers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.SetParams;

/** Runs the scripts of bin like cron and an operator. */
class BackupIT extends DeployedWar {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final QueueKeys EMAIL = QueueKeys.of(Channel.EMAIL);
  private static final QueueKeys SMS = QueueKeys.of(Channel.SMS);

  private final ApplicationServer server = Servers.running().server();
  private Path directory;
  private ChannelQueue queue;
  private RedisClient redis;

  @BeforeEach
  void prepare(@TempDir Path temporary) {
    directory = temporary;
    queue = ChannelQueue.emails(redis());
    queue.clear();
    redis = queue.redis();
  }

  @AfterEach
  void leave() {
    queue.clear();
    queue.close();
  }

  /** The exit code and the output of a script. */
  private record Ended(int code, String output) {}

  private Process start(Path output, String script, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("bin/" + script));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("COUPON_WORKERS_URL", server.url("/").toString());
    environment.put("COUPON_WORKERS_USER", RoleUsers.OPERATOR);
    environment.put("COUPON_WORKERS_PASSWORD", Servers.running().users().password());
    environment.put("PATH", directory + ":" + environment.get("PATH"));
    return builder.start();
  }

  private Ended run(String script, String... arguments) throws Exception {
    Path output = directory.resolve("output");
    Process process = start(output, script, arguments);
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), Files.readString(output));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".ndjson")).sorted().toList();
    }
  }

  private static byte[] key(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns all messages by key, as Redis stores them. */
  private Map<String, List<String>> messages() {
    Map<String, List<String>> messages = new TreeMap<>();
    for (QueueKeys keys : List.of(EMAIL, SMS)) {
      for (String list : List.of(keys.pending(), keys.deadLetter())) {
        messages.put(list, hex(redis.lrange(key(list), 0, -1)));
      }
      messages.put(
          keys.retry(),
          redis.zrangeWithScores(key(keys.retry()), 0, -1).stream()
              .map(
                  tuple ->
                      tuple.getScore() + " " + HexFormat.of().formatHex(tuple.getBinaryElement()))
              .toList());
    }
    return messages;
  }

  private static List<String> hex(List<byte[]> payloads) {
    return payloads.stream().map(HexFormat.of()::formatHex).toList();
  }

  /** Pauses both channels, so that nothing is claimed. */
  private void pauseAll() {
    redis.set(EMAIL.paused(), "{}", SetParams.setParams().px(PATIENCE.toMillis() * 10));
    redis.set(SMS.paused(), "{}", SetParams.setParams().px(PATIENCE.toMillis() * 10));
  }

  private void fill() {
    redis.lpush(
        key(EMAIL.pending()),
        key("{\"to\":\"user@example.com\",\"subject\":\"Grüße\",\"body\":\"\\u0000\"}"),
        new byte[] {(byte) 0xff, 0, '\n'},
        new byte[0],
        key("x".repeat(300_000)));
    for (int i = 0; i < 1000; i++) {
      redis.lpush(EMAIL.pending(), Samples.email(i), "{}");
    }
    redis.zadd(EMAIL.retry(), 9e12 + 0.5, Samples.email(-1));
    redis.lpush(EMAIL.deadLetter(), "not JSON", Samples.email(-2));
    redis.lpush(SMS.pending(), "{\"to\":\"+4915123456789\",\"body\":\"Hello\"}");
  }

  @Test
  void a_backup_restores_all_once() throws Exception {
    pauseAll();
    fill();
    Map<String, List<String>> before = messages();

    Ended backup = run("backup.sh", "--keep", "1", directory.toString());
    assertThat(backup.code()).as(backup.output()).isZero();
    assertThat(redis.exists(EMAIL.paused())).isTrue();
    Path email = files().get(0);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(email)))
        .isEqualTo("rw-------");
    assertThat(files())
        .hasSize(2)
        .allMatch(file -> file.getFileName().toString().matches("(email|sms)-\\d{8}T\\d{6}Z.*"));
    queue.clear();
    pauseAll();
    String[] files = files().stream().map(Path::toString).toArray(String[]::new);
    Ended restore = run("restore.sh", files);
    Ended again = run("restore.sh", files);

    assertThat(restore.code()).as(restore.output()).isZero();
    assertThat(again.code()).as(again.output()).isZero();
    assertThat(again.output())
        .contains("0 messages and opt-outs restored to channel email, 2007 were there");
    assertThat(messages()).isEqualTo(before);
  }

  @Test
  void a_file_that_was_cut_is_refused_by_the_script_and_by_the_server() throws Exception {
    redis.lpush(SMS.deadLetter(), "a", "b");
    Ended backup = run("backup.sh", "--channel", "sms", directory.toString());
    assertThat(backup.code()).as(backup.output()).isZero();
    Path file = files().get(0);
    List<String> lines = Files.readAllLines(file);
    Files.write(file, lines.subList(0, lines.size() - 1));

    Ended script = run("restore.sh", file.toString());
    assertThat(script.code()).isEqualTo(1);
    assertThat(script.output()).contains("was cut");
    Files.writeString(file, "{\"end\":3}\n", StandardOpenOption.APPEND);
    Ended answer = run("restore.sh", file.toString());

    assertThat(answer.code()).isEqualTo(1);
    assertThat(answer.output())
        .contains("422", "line 4 announces 3 messages, but the file has 2", "2 messages were");
  }

  @Test
  void the_guides_own_file_is_restored_in_its_order() throws Exception {
    pauseAll();
    for (int i = 0; i < 3; i++) {
      redis.lpush(EMAIL.pending(), Samples.email(i));
    }
    List<String> before = redis.lrange(EMAIL.pending(), 0, -1);
    Path file = directory.resolve("email-backup.json");
    Files.write(file, before);
    queue.clear();
    pauseAll();

    for (int run = 0; run < 2; run++) {
      Ended restore = run("restore.sh", "--redis-cli", "email", file.toString());
      assertThat(restore.code()).as(restore.output()).isZero();
    }

    assertThat(redis.lrange(EMAIL.pending(), 0, -1)).isEqualTo(before);
  }

  @Test
  void a_backup_that_is_stopped_leaves_no_file_and_no_pause() throws Exception {
    redis.lpush(EMAIL.deadLetter(), "a");
    Path begun = directory.resolve("begun");
    Path curl = directory.resolve("curl");
    String real = Files.exists(Path.of("/usr/bin/curl")) ? "/usr/bin/curl" : "/bin/curl";
    Files.writeString(
        curl,
        """
        #!/bin/bash
        case $* in *export*) touch "%s"; exec sleep 600 ;; esac
        exec %s "$@"
        """
            .formatted(begun, real));
    Files.setPosixFilePermissions(curl, PosixFilePermissions.fromString("rwx------"));
    Path output = directory.resolve("output");

    Process backup = start(output, "backup.sh", "--channel", "email", directory.toString());
    await().atMost(PATIENCE).until(() -> Files.exists(begun));
    boolean paused = redis.exists(EMAIL.paused());
    backup.destroy();

    assertThat(backup.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(backup.exitValue()).as(Files.readString(output)).isEqualTo(128 + 15);
    assertThat(paused).isTrue();
    assertThat(redis.exists(EMAIL.paused())).isFalse();
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left.filter(file -> file.toString().matches(".*\\.(part|ndjson)"))).isEmpty();
    }
  }

  @Test
  void a_redis_that_refuses_in_the_middle_leaves_no_file() throws Exception {
    pauseAll();
    redis.lpush(EMAIL.pending(), Samples.emails(10));
    redis.set(EMAIL.deadLetter(), "an operator's mistake");

    Ended backup = run("backup.sh", "--no-pause", "--channel", "email", directory.toString());

    assertThat(backup.code()).as(backup.output()).isEqualTo(1);
    assertThat(backup.output()).contains("the export of channel email broke off");
    assertThat(files()).isEmpty();
  }

  /** Prints the duration and the live heap; runs with {@code -Dgroups=timing -DexcludedGroups=}. */
  @Test
  @Tag("timing")
  void a_hundred_thousand_messages_keep_order_and_bytes_in_a_heap_that_stays_flat()
      throws Exception {
    pauseAll();
    String body = "x".repeat(900);
    for (int i = 0; i < 100; i++) {
      String[] batch = new String[1000];
      for (int j = 0; j < batch.length; j++) {
        batch[j] = "{\"id\":\"m" + (1000 * i + j) + "\",\"body\":\"" + body + "\"}";
      }
      redis.lpush(EMAIL.pending(), batch);
    }
    Map<String, List<String>> before = messages();
    long idle = liveHeap();

    long max = measured("backup.sh", "--channel", "email", directory.toString());
    queue.clear();
    pauseAll();
    max = Math.max(max, measured("restore.sh", files().get(0).toString()));

    System.out.printf("live heap before %d MB, maximum %d MB%n", idle >> 20, max >> 20);
    assertThat(messages()).isEqualTo(before);
    assertThat(max - idle).isLessThan(32 << 20);
  }

  /** Runs a script and returns the maximum of the server's live heap during the run, in bytes. */
  private long measured(String script, String... arguments) throws Exception {
    long begun = System.nanoTime();
    Path output = directory.resolve("output");
    Process process = start(output, script, arguments);
    long max = 0;
    int samples = 0;
    while (process.isAlive()) {
      max = Math.max(max, liveHeap());
      samples++;
    }
    assertThat(process.waitFor()).as(Files.readString(output)).isZero();
    System.out.printf(
        "%s took %d s, %d samples, maximum %d MB%n",
        script, (System.nanoTime() - begun) / 1_000_000_000, samples, max >> 20);
    return max;
  }

  /** Returns the reachable bytes: a full collection precedes the histogram. */
  private long liveHeap() throws Exception {
    Process jcmd =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/jcmd",
                "" + server.pid(),
                "GC.class_histogram")
            .start();
    String histogram = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String total =
        histogram.lines().filter(line -> line.startsWith("Total")).findFirst().orElseThrow();
    return Long.parseLong(total.split("\\s+", 4)[2].strip());
  }
}
