package com.couponcommerce.workers.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.mask.Mask;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureWordsTest {
  private static String alike(String text) {
    return FailureWords.alike("550 5.1.1", text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          550 5.1.1 <ann@example.com>: Recipient address rejected|<…>: Recipient address rejected
          550 5.1.1 mailbox of ann@example.com is full|mailbox of … is full
          host mx1.example.com[192.0.2.7] said: no|host …[…] said: no
          see https://support.example.com/mail/?p=NoSuchUser x9k2m3-20 - gsmtp|see … - gsmtp
          Sorry, "ann lee" isn't here|Sorry, … isn't here
          it's John's mailbox, and 'ann' left|it's John's mailbox, and … left
          queued as 4bXQ2s0Yvpz7 on Mon, 23 Nov 2026 10:00:00 +0100 (CET)|queued as … on …, … (CET)
          id=abcdefgh; size 12345 of 1000|id=…; size … of …
          blocked ip fe80::1, and 2001:db8::7|blocked ip …, and …
          SpamAssassin and JavaMail say no|SpamAssassin and JavaMail say no
          queue id BCDFGHJKLM or kXqTbWzRfG|queue id … or …
          and/or in /var/mail/ann|and/or in …
          用户不存在 4711|用户不存在 …
          a   b\tc|a b c
          e.g. this|e.g. this
          """)
  void varying_parts_are_replaced(String text, String alike) {
    assertThat(alike(text.replace("\\t", "\t"))).isEqualTo(alike);
  }

  @Test
  void two_thousand_failures_of_one_cause_are_one_group() {
    Random random = new Random(7);
    Set<String> groups = new HashSet<>();
    for (int i = 0; i < 2000; i++) {
      groups.add(
          alike(
              "550 5.1.1 <user%d@host%d.example.org>: Recipient address rejected by mx%d.example.net (%08X) on 2026-11-%02d, try %s"
                  .formatted(
                      i,
                      i,
                      random.nextInt(9),
                      random.nextInt(),
                      1 + random.nextInt(28),
                      Integer.toString(random.nextInt(1 << 30), 36) + "7")));
    }

    assertThat(groups).hasSize(1);
  }

  @Test
  void a_name_that_is_masked_before_the_cut_is_never_shown() {
    String words = alike("x ".repeat(145) + "ann.lee.with.a.long.name@example.com y");

    assertThat(words).doesNotContain("ann").hasSizeLessThanOrEqualTo(301);
  }

  @Test
  void masking_changes_nothing_of_real_replies_that_were_reduced() throws Exception {
    List<String> replies =
        Files.readAllLines(Path.of("src/test/resources/smtp/replies.tsv"), StandardCharsets.UTF_8);

    assertThat(replies)
        .allSatisfy(
            reply -> {
              String words = FailureWords.alike("", reply);
              assertThat(Mask.text(words)).isEqualTo(words);
              assertThat(words.chars().noneMatch(Character::isDigit)).isTrue();
            });
  }

  @ParameterizedTest
  @CsvSource({"'", "\"", "`", "<", "a@", "a.", "=x", "1 ", "…", "/", "\\", "Aa"})
  void a_long_text_takes_no_longer_than_its_length(String part) {
    assertThat(alike(part.repeat(1_000_000 / part.length())).length()).isLessThanOrEqualTo(301);
  }
}
