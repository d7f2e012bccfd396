package com.couponcommerce.workers.api.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.couponcommerce.workers.api.http.Problem;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.OnRealRedis;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.RedisMessageQueue;
import com.couponcommerce.workers.queue.backup.ImportEnd;
import com.couponcommerce.workers.queue.backup.ImportId;
import com.couponcommerce.workers.queue.backup.QueueExport;
import com.couponcommerce.workers.queue.backup.QueueImport;
import com.couponcommerce.workers.queue.backup.Stored;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.settings.Settings;
import com.couponcommerce.workers.settings.SettingsReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.resps.Tuple;

/** Exports a file and imports it again: whole, in parts, and damaged. */
class BackupTest extends OnRealRedis {
  private static final QueueKeys KEYS = QueueKeys.of(Channel.EMAIL);
  private static final UUID ID = UUID.fromString("0f7c1c1e-5a0e-4f0a-8f0e-0123456789ab");
  private static final String HEADER =
      "{\"export\":\"%s\",\"channel\":\"email\",\"version\":1}".formatted(ID);
  private static final int MAX_LINE_BYTES = 4_000_000;

  @Override
  public Settings settings() {
    return new SettingsReader(name -> Optional.of(url()).filter(url -> name.equals("REDIS_URL")))
        .read();
  }

  private byte[] export() throws IOException {
    QueueExport export =
        new QueueExport(redis, Channel.EMAIL, EnumSet.allOf(QueueState.class), true);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ExportWriter writer = new ExportWriter(out);
    writer.begin(ID, Channel.EMAIL, Instant.EPOCH, export.states());
    List<Stored> window = export.next();
    while (!window.isEmpty()) {
      for (Stored entry : window) {
        writer.add(entry);
      }
      window = export.next();
    }
    writer.end();
    return out.toByteArray();
  }

  private ImportRun run(InputStream in, boolean part) throws Exception {
    ExportReader reader = new ExportReader(new Lines(in, MAX_LINE_BYTES), Channel.EMAIL, part);
    ImportRun run =
        new ImportRun(new QueueImport(redis, Channel.EMAIL), reader.id(), ImportEnd.NEWEST, reader);
    run.run();
    return run;
  }

  private ImportRun run(byte[] file) throws Exception {
    return run(new ByteArrayInputStream(file), false);
  }

  private static byte[] lines(String... lines) {
    return Arrays.stream(lines)
        .map(line -> line + "\n")
        .collect(Collectors.joining())
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] key(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }

  private void push(String key, byte[]... payloads) {
    client.lpush(key(key), payloads);
  }

  /** Returns the messages in the order in which they are claimed. */
  private List<Payload> list(String key) {
    List<Payload> list =
        client.lrange(key(key), 0, -1).stream()
            .map(Payload::new)
            .collect(Collectors.toCollection(ArrayList::new));
    Collections.reverse(list);
    return list;
  }

  private List<Tuple> retry() {
    return client.zrangeWithScores(key(KEYS.retry()), 0, -1);
  }

  private static final byte[][] HOSTILE = {
    new byte[0],
    {0},
    {(byte) 0xff, '\n', (byte) 0xc3},
    {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
    "two\nlines\r\n".getBytes(StandardCharsets.UTF_8),
    "{\"body\":\"Grüße \\\"quoted\\\" \\\\ 😀\"}".getBytes(StandardCharsets.UTF_8),
    "\u0001".repeat(1000).getBytes(StandardCharsets.UTF_8),
    "x".repeat(1_048_576).getBytes(StandardCharsets.UTF_8),
    "\u0002".repeat(1_048_576).getBytes(StandardCharsets.UTF_8),
  };

  private void fill() {
    push(KEYS.pending(), HOSTILE);
    push(
        KEYS.pending(),
        Collections.nCopies(1000, "{}".getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new));
    push(KEYS.deadLetter(), HOSTILE);
    for (int i = 0; i < HOSTILE.length; i++) {
      client.zadd(key(KEYS.retry()), 1_795_431_218_663.5 + i, HOSTILE[i]);
    }
    client.zadd(key(KEYS.retry()), Double.POSITIVE_INFINITY, key("never"));
  }

  @Test
  void an_import_restores_order_bytes_and_due_times() throws Exception {
    fill();
    client.zadd(key(KEYS.processing()), 1000, key("{\"being\":\"sent\"}"));
    List<Payload> pending = list(KEYS.pending());
    List<Payload> deadLetters = list(KEYS.deadLetter());
    List<Tuple> retry = retry();
    byte[] file = export();
    client.flushAll();

    ImportRun run = run(file);

    pending.add(0, Payload.of("{\"being\":\"sent\"}"));
    assertThat(list(KEYS.pending())).containsExactlyElementsOf(pending);
    assertThat(list(KEYS.deadLetter())).containsExactlyElementsOf(deadLetters);
    assertThat(retry()).containsExactlyElementsOf(retry);
    assertThat(run.mistakes()).isEmpty();
    assertThat(run.imported()).isEqualTo(pending.size() + deadLetters.size() + retry.size());
    assertThat(run.total()).hasValue(run.imported());
  }

  @Test
  void opt_outs_are_restored_before_any_message_and_keep_their_times() throws Exception {
    for (int i = 0; i < 1200; i++) {
      client.zadd(KEYS.optedOut(), 1_795_431_218_663.0 + i, "+49151000" + (10_000 + i));
    }
    push(KEYS.pending(), key("{\"id\":\"a\"}"));
    List<Tuple> optOuts = client.zrangeWithScores(KEYS.optedOut(), 0, -1);
    byte[] file = export();
    client.flushAll();
    client.zadd(KEYS.optedOut(), 7, "+4915100010000");

    assertThatThrownBy(() -> run(broken(file, file.length - 60), false))
        .isInstanceOf(IOException.class);
    assertThat(client.zcard(KEYS.optedOut())).isGreaterThanOrEqualTo(1000);
    assertThat(list(KEYS.pending())).isEmpty();
    ImportRun run = run(file);

    assertThat(run.total()).hasValue(1201);
    assertThat(client.zrangeWithScores(KEYS.optedOut(), 1, -1))
        .containsExactlyElementsOf(optOuts.subList(1, optOuts.size()));
    assertThat(client.zscore(KEYS.optedOut(), "+4915100010000")).isEqualTo(7);
    assertThat(list(KEYS.pending())).hasSize(1);
  }

  @Test
  void a_second_run_skips_all() throws Exception {
    fill();
    byte[] file = export();
    client.flushAll();
    long total = run(file).imported();

    ImportRun second = run(file);

    assertThat(second.imported()).isZero();
    assertThat(second.skipped()).isEqualTo(total);
    assertThat(list(KEYS.deadLetter())).hasSize(HOSTILE.length);
  }

  /** Reaction of a request to the end of its bytes. */
  private interface End {
    int reached() throws IOException;
  }

  private static InputStream body(byte[] bytes, int length, End end) {
    InputStream atEnd =
        new InputStream() {
          @Override
          public int read() throws IOException {
            return end.reached();
          }

          @Override
          public int read(byte[] buffer, int offset, int max) throws IOException {
            return end.reached();
          }
        };
    return new SequenceInputStream(new ByteArrayInputStream(bytes, 0, length), atEnd);
  }

  /** Returns a connection that breaks after a number of bytes. */
  private static InputStream broken(byte[] file, int bytes) {
    return body(
        file,
        bytes,
        () -> {
          throw new IOException("connection reset");
        });
  }

  @Test
  void an_import_that_breaks_off_goes_on_where_it_ended() throws Exception {
    for (int i = 0; i < 3000; i++) {
      push(KEYS.pending(), key("{\"id\":\"m" + i + "\"}"));
    }
    List<Payload> pending = list(KEYS.pending());
    byte[] file = export();
    client.flushAll();

    for (int part = 1; part < 4; part++) {
      int bytes = part * file.length / 4;
      assertThatThrownBy(() -> run(broken(file, bytes), false)).isInstanceOf(IOException.class);
    }
    assertThat(client.llen(KEYS.pending())).isBetween(1000L, 2999L);
    run(file);

    assertThat(list(KEYS.pending())).containsExactlyElementsOf(pending);
  }

  @Test
  void producers_and_workers_go_on_during_an_import() throws Exception {
    push(KEYS.pending(), key("{\"id\":\"a\"}"), key("{\"id\":\"b\"}"));
    byte[] file = export();
    client.flushAll();
    push(KEYS.pending(), key("{\"id\":\"waits\"}"));
    InputStream body =
        body(
            file,
            file.length,
            () -> {
              push(KEYS.pending(), key("{\"id\":\"new\"}"));
              assertThat(new RedisMessageQueue(redis, Channel.EMAIL).claim(1).leases()).hasSize(1);
              return -1;
            });

    run(body, false);

    assertThat(list(KEYS.pending()))
        .extracting(payload -> new String(payload.bytes(), StandardCharsets.UTF_8))
        .containsExactlyInAnyOrder("{\"id\":\"a\"}", "{\"id\":\"b\"}", "{\"id\":\"new\"}");
  }

  @Test
  void parts_are_put_together() throws Exception {
    byte[] first = lines(HEADER, line(1), line(2));
    byte[] last = lines(HEADER, line(3), "{\"end\":3}");

    assertThat(run(new ByteArrayInputStream(first), true).total()).isEmpty();
    assertThatThrownBy(() -> run(new ByteArrayInputStream(lines(HEADER, line(9))), true))
        .isInstanceOf(Problem.class)
        .hasMessageStartingWith("message 3 is expected next, but the request begins with 9");
    assertThatThrownBy(() -> run(lines(HEADER, "{\"end\":9}")))
        .isInstanceOf(Problem.class)
        .hasMessageStartingWith("message 3 is expected next, but the file ends with 9");
    assertThat(run(last).total()).hasValue(3);

    assertThat(list(KEYS.pending())).hasSize(3);
  }

  private static String line(int n) {
    return "{\"n\":%d,\"state\":\"pending\",\"message\":\"{\\\"id\\\":%d}\"}".formatted(n, n);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"n\":3,\"state\":\"pending\",\"message\":\"x\"} | has n 3 instead of 2",
        "{\"n\":1,\"state\":\"pending\",\"message\":\"x\"} | has n 1 instead of 2",
        "{\"n\":2,\"state\":\"gone\",\"message\":\"x\"} | has an unknown state",
        "{\"n\":2,\"state\":\"pending\"} | needs either message or base64",
        "{\"n\":2,\"state\":\"pending\",\"base64\":\"%\"} | has invalid base64",
        "{\"n\":2,\"state\":\"retry\",\"message\":\"x\"} | needs due",
        "{\"n\":2,\"state\":\"retry\",\"due\":\"soon\",\"message\":\"x\"} | needs due",
        "{\"n\":2,\"state\":\"pending\",\"message\":7} | must be a string",
        "{\"n\":2,\"state\":\"pen | is not a JSON object",
        "{\"end\":2} | announces 2 messages, but the file has 1",
        "{} | is not an export line",
        "{\"n\":2,\"optOut\":\"+4915112345678\"} | needs a recipient, and at",
        "{\"n\":2,\"optOut\":\" \",\"at\":1} | needs a recipient, and at",
        "{\"n\":2,\"optOut\":7,\"at\":1} | must be a string",
      })
  void a_bad_line_stops_the_import_there_and_is_named(String bad, String problem) throws Exception {
    ImportRun run = run(lines(HEADER, line(1), bad));

    assertThat(run.mistakes().get(0)).startsWith("line 3 ").contains(problem);
    assertThat(list(KEYS.pending())).containsExactly(Payload.of("{\"id\":1}"));
    assertThat(run(lines(HEADER, line(1), line(2), "{\"end\":2}")).imported()).isOne();
    assertThat(list(KEYS.pending())).hasSize(2);
  }

  @Test
  void all_mistakes_are_named_at_once_and_nothing_after_the_first_is_imported() throws Exception {
    ImportRun run = run(lines(HEADER, line(1), "{}", line(2), "[", line(3), "{\"end\":9}"));

    assertThat(run.mistakes())
        .extracting(mistake -> mistake.substring(0, 6))
        .containsExactly("line 3", "line 5", "line 7");
    assertThat(run.total()).isEmpty();
    assertThat(list(KEYS.pending())).hasSize(1);
  }

  @Test
  void a_file_that_was_cut_is_noticed_wherever_it_was() throws Exception {
    push(KEYS.pending(), key("{\"id\":\"a\"}"), key("{\"id\":\"b\"}"));
    byte[] file = export();
    int headerLength = new String(file, StandardCharsets.UTF_8).indexOf('\n') + 1;
    for (int length = headerLength; length < file.length - 1; length += 7) {
      client.flushAll();
      ImportRun run = run(Arrays.copyOf(file, length));

      assertThat(run.mistakes()).hasSizeBetween(1, 2);
      assertThat(run.total()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"to\":\"user@example.com\"} | line 1 is not the header of an export",
        "not JSON | line 1 is not a JSON object",
        "{\"export\":\"1\",\"channel\":\"sms\",\"version\":1} | another channel than email",
        "{\"export\":\"1\",\"channel\":\"email\",\"version\":3} | another version of the export"
            + " format than 1 to 2",
        "{\"export\":\"a b\",\"channel\":\"email\",\"version\":1} | is not the header",
      })
  void a_wrong_header_imports_nothing(String header, String problem) {
    assertThatThrownBy(() -> run(lines(header, line(1), "{\"end\":1}")))
        .isInstanceOf(BadLineException.class)
        .hasMessageContaining(problem);
    assertThat(list(KEYS.pending())).isEmpty();
  }

  @Test
  void a_line_that_is_too_long_is_not_read_into_memory() throws Exception {
    ImportRun run = run(lines(HEADER, line(1), "x".repeat(MAX_LINE_BYTES + 1), "{\"end\":1}"));

    assertThat(run.mistakes().get(0))
        .isEqualTo("line 3 is longer than " + MAX_LINE_BYTES + " bytes");
  }

  private ImportRun redisCli(String name, String... lines) throws IOException {
    Lines body = new Lines(new ByteArrayInputStream(lines(lines)), MAX_LINE_BYTES);
    RedisCliReader reader = new RedisCliReader(body, QueueState.PENDING, 1, false);
    ImportRun run =
        new ImportRun(
            new QueueImport(redis, Channel.EMAIL), new ImportId(name), ImportEnd.OLDEST, reader);
    run.run();
    return run;
  }

  @Test
  void the_guides_own_file_is_restored_in_its_order_once() throws Exception {
    push(
        KEYS.pending(),
        key("{\"id\":\"oldest\"}"),
        key("{\"b\":\"\\\\n\"}"),
        key("{\"id\":\"newest\"}"));
    List<Payload> pending = list(KEYS.pending());
    String[] file = client.lrange(KEYS.pending(), 0, -1).toArray(String[]::new);
    client.flushAll();

    assertThat(redisCli("f", file).total()).isEqualTo(OptionalLong.of(3));
    assertThat(redisCli("f", file).skipped()).isEqualTo(3);

    assertThat(list(KEYS.pending())).containsExactlyElementsOf(pending);
    assertThat(redisCli("empty", "").total()).hasValue(0);
    assertThat(redisCli("broken", "{\"a\":\"x", "y\"}").mistakes())
        .hasSize(2)
        .allMatch(mistake -> mistake.contains("is not a JSON object"));
  }
}
