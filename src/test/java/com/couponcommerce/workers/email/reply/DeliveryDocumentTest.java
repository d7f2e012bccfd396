package com.couponcommerce.workers.email.reply;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.mask.Mask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks that docs/delivery.md has the rules of the code, in their order. */
class DeliveryDocumentTest {
  private static final Path PAGE = Path.of("docs/delivery.md");
  private static final int MAX_EXAMPLE = 90;

  private static final List<Example> EXAMPLES =
      Stream.of("replies.tsv", "variants.tsv")
          .flatMap(file -> Example.read(file).stream())
          .filter(Example::isRight)
          .toList();

  @Test
  void the_table_of_rules_is_the_codes() throws Exception {
    assertThat(rows("\\| \\d+ \\|.*")).containsExactlyElementsOf(expected());
  }

  private static List<String> expected() {
    List<ReplyRule> rules = ReplyRules.builtIn().rules();
    return rules.stream().map(rule -> row(rules.indexOf(rule) + 1, rule)).toList();
  }

  private static String row(int number, ReplyRule rule) {
    return "| %d | `%s` | %s | %s | %s | %s |"
        .formatted(
            number, rule.id(), accused(rule), done(rule.accused()), rule.source(), example(rule));
  }

  private static String accused(ReplyRule rule) {
    return rule.accused() + (rule.guess() ? ", a guess" : "");
  }

  private static String done(Accused accused) {
    return switch (accused) {
      case CONFIG -> "channel pauses";
      case QUOTA, CONNECTION -> "waits, slows down";
      case SERVER -> "waits until it works";
      case RECIPIENT_PERM, MESSAGE_PERM -> "dead letter";
      case RECIPIENT_TEMP, MESSAGE_TEMP -> "retried";
    };
  }

  /** Returns the first reply of the tests that the rule judges. */
  private static String example(ReplyRule rule) {
    return EXAMPLES.stream()
        .filter(example -> example.judged().rule().equals(rule.id()))
        .findFirst()
        .map(DeliveryDocumentTest::shown)
        .orElse("–");
  }

  private static String shown(Example example) {
    String text = Mask.text(example.reply().text()).replace("|", "\\|").replace("<", "&lt;");
    String cut = text.length() <= MAX_EXAMPLE ? text : text.substring(0, MAX_EXAMPLE).strip() + "…";
    return "%s: %s".formatted(example.command(), cut);
  }

  @Test
  void each_accused_is_described_with_its_failure_class() throws Exception {
    assertThat(rows("\\| [a-z-]+ \\| `[A-Z_]+` \\|.*").stream().map(row -> row.split(" \\| ")))
        .extracting(columns -> columns[0] + " " + columns[1])
        .containsExactlyElementsOf(
            Arrays.stream(Accused.values())
                .map(accused -> "| %s `%s`".formatted(accused, accused.failureClass()))
                .toList());
  }

  private static List<String> rows(String regex) throws IOException {
    return Files.readAllLines(PAGE).stream().filter(line -> line.matches(regex)).toList();
  }
}
