package com.couponcommerce.workers.queue.redis;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.settings.KeyPrefix;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.util.SafeEncoder;

/** Runs the commands of the documents, so that they cannot show one that does not work. */
public final class RedisGuide {
  private static final Path GUIDE = Path.of("docs/redis.md");

  /** Pages whose redis-cli commands an operator may type. */
  private static final List<Path> FOR_OPERATORS =
      List.of(
          GUIDE, Path.of("README.md"), Path.of("docs/operations.md"), Path.of("docs/message.md"));

  /** A command in a block or between backticks, without the options that name the server. */
  private static final Pattern OPERATOR =
      Pattern.compile("(?m)(?:^    |`)redis-cli (?:-[a-z] \\S+ )*([a-z](?:[^\n`'#]|'[^']*')*)");

  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  private RedisGuide() {}

  /** Gives a server the users of the guide. */
  public static void defineUsers(int port) {
    defineUsers(port, KeyPrefix.DEFAULT);
  }

  /** Gives a server the users of the guide, with the keys of another prefix. */
  public static void defineUsers(int port, KeyPrefix prefix) {
    try (Jedis admin = new Jedis("127.0.0.1", port)) {
      for (String line : aclLines()) {
        String renamed = line;
        for (Channel channel : Channel.values()) {
          renamed = renamed.replace("~" + KeyPrefix.DEFAULT.of(channel), "~" + prefix.of(channel));
        }
        run(admin, renamed);
      }
    }
  }

  public static String application(int port) {
    return "redis://coupon-workers:app-password@127.0.0.1:" + port + "/0";
  }

  /** Returns the {@code ACL SETUSER} lines. */
  public static List<String> aclLines() {
    return text(GUIDE)
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("ACL SETUSER"))
        .toList();
  }

  /** Returns the commands that the documents show to an operator, without {@code redis-cli}. */
  public static List<String> operatorLines() {
    return FOR_OPERATORS.stream()
        .flatMap(page -> OPERATOR.matcher(text(page)).results())
        .map(line -> line.group(1).strip())
        .toList();
  }

  /** Runs a line as redis-cli does, with a shell's single quotes. */
  public static Object run(Jedis client, String line) {
    List<String> words =
        WORD.matcher(line)
            .results()
            .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
            .toList();
    return client.sendCommand(
        () -> SafeEncoder.encode(words.get(0)),
        words.subList(1, words.size()).toArray(String[]::new));
  }

  private static String text(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
