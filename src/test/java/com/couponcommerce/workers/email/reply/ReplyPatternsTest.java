package com.couponcommerce.workers.email.reply;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.email.reply.ReplyRule.Words;
import com.couponcommerce.workers.email.smtp.SmtpReply;
import com.couponcommerce.workers.email.smtp.SmtpStage;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks that a hostile reply costs time in proportion to its length. Each pattern is linear
 * because all of its repetitions are bounded, so an attempt at one place costs a constant; here the
 * characters are counted that each pattern reads of texts made of its own words.
 */
class ReplyPatternsTest {
  private static final Pattern UNBOUNDED = Pattern.compile("(?<!\\\\)[*+]|\\{\\d+,\\}");
  private static final Pattern WORD = Pattern.compile("[\\p{L}]{2,}");

  /** Characters that one pattern may read for each of a text. */
  private static final long MAX_PER_CHARACTER = 2_000;

  /** A text that counts how often a character of it is read. */
  private static final class Counted implements CharSequence {
    private final String text;
    private long reads;

    Counted(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      reads++;
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  static Stream<Pattern> patterns() {
    return ReplyRules.builtIn().rules().stream()
        .flatMap(rule -> rule.conditions().stream())
        .flatMap(condition -> condition.words().stream())
        .map(Words::pattern);
  }

  @Test
  void no_pattern_has_a_repetition_without_a_bound() {
    assertThat(patterns().map(Pattern::pattern))
        .isNotEmpty()
        .noneMatch(pattern -> UNBOUNDED.matcher(pattern).find());
  }

  @ParameterizedTest
  @MethodSource("patterns")
  void a_pattern_reads_twice_as_much_of_a_text_that_is_twice_as_long(Pattern pattern) {
    assertThat(hostile(pattern))
        .allSatisfy(
            unit -> {
              long once = reads(pattern, filled(unit, 1_000));
              long twice = reads(pattern, filled(unit, 2_000));

              assertThat(twice).isLessThan(2 * once + 100 * MAX_PER_CHARACTER);
              assertThat(twice).isLessThan(2_000 * MAX_PER_CHARACTER);
            });
  }

  private static long reads(Pattern pattern, String text) {
    Counted counted = new Counted(text);
    assertThat(pattern.matcher(counted).results().count()).isNotNegative();
    return counted.reads;
  }

  /** Returns units whose repetition begins a match as often as possible. */
  private static List<String> hostile(Pattern pattern) {
    List<String> words =
        WORD.matcher(pattern.pattern())
            .results()
            .map(MatchResult::group)
            .distinct()
            .limit(12)
            .toList();
    return Stream.concat(
            Stream.of(" ", "a", "1 ", "a ", "@ ", "ip ", "1:", String.join(" ", words) + " "),
            words.stream().map(word -> word + " "))
        .toList();
  }

  private static String filled(String unit, int length) {
    return unit.repeat(length / unit.length() + 1).substring(0, length);
  }

  @Test
  void a_hostile_reply_is_judged_and_its_wait_looked_for() {
    List<String> units =
        List.of(
            "@",
            "a@",
            "1.1.1.",
            "[::",
            "://",
            "http://a ",
            "in 1 ",
            "in the the ",
            "1:1:",
            "a",
            "user ",
            "ip rejected ",
            "4.1.1 ",
            "\u0301",
            "\uac01",
            "retry after ");

    assertThat(units)
        .allSatisfy(
            unit ->
                assertThat(
                        IntStream.of(421, 450, 550)
                            .mapToObj(code -> reply(code, unit))
                            .map(reply -> ReplyRules.builtIn().judge(SmtpStage.RCPT, reply).rule())
                            .collect(Collectors.toList()))
                    .hasSize(3));
  }

  private static SmtpReply reply(int code, String unit) {
    return SmtpReply.of(List.of(code + " " + filled(unit, 1_990))).orElseThrow();
  }
}
