package com.couponcommerce.workers.email.reply;

import com.couponcommerce.workers.email.smtp.SmtpReply;
import com.couponcommerce.workers.email.smtp.SmtpStage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A reply that a real server gave, with whom it accuses.
 *
 * @param accused more than one if the text alone does not tell
 * @param told the wait that the text tells
 * @param judged what the rules say
 */
record Example(
    String id,
    String command,
    SmtpReply reply,
    List<String> accused,
    Optional<Duration> told,
    Judgement judged) {

  static List<Example> read(String file) {
    return rows(file).stream().map(Example::of).toList();
  }

  /** Returns the rows of a table without its head. */
  static List<List<String>> rows(String file) {
    try (InputStream in = Example.class.getResourceAsStream("/smtp/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(line -> List.of(line.split("\t", -1)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Example of(List<String> row) {
    SmtpReply reply = reply(row.get(2));
    return new Example(
        row.get(0),
        row.get(1),
        reply,
        List.of(row.get(3).replace("ambiguous:", "").split("\\|")),
        row.get(4).isEmpty()
            ? Optional.empty()
            : Optional.of(Duration.ofSeconds(Long.parseLong(row.get(4)))),
        ReplyRules.builtIn().judge(stage(row.get(1)), reply));
  }

  /** Returns the reply whose lines are separated by {@code \n}. */
  static SmtpReply reply(String lines) {
    return SmtpReply.of(List.of(lines.split("\\\\n"))).orElseThrow();
  }

  static SmtpStage stage(String command) {
    return switch (command) {
      case "ehlo", "starttls" -> SmtpStage.HELLO;
      default -> SmtpStage.valueOf(command.toUpperCase(Locale.ROOT));
    };
  }

  /** Returns the kind under which its share is counted. */
  String kind() {
    return accused.size() > 1 ? "ambiguous" : accused.get(0);
  }

  /** Returns true if it accuses a recipient or a message and nothing else. */
  boolean isOwn() {
    return accused.stream()
        .allMatch(kind -> kind.startsWith("recipient") || kind.startsWith("message"));
  }

  boolean isRight() {
    return accused.contains(judged.accused().toString());
  }
}
