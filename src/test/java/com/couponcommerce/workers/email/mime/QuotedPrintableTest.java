package com.couponcommerce.workers.email.mime;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Checks the rules of RFC 2045 section 6.7 and reads texts back with the decoder of Jakarta Mail.
 */
class QuotedPrintableTest {
  private static String encoded(String text) {
    return new String(
        QuotedPrintable.encode(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.US_ASCII);
  }

  private static byte[] decoded(byte[] encoded) throws Exception {
    try (InputStream in =
        MimeUtility.decode(new ByteArrayInputStream(encoded), "quoted-printable")) {
      return in.readAllBytes();
    }
  }

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {"a=b,a=3Db", "ü,=C3=BC", "a b\tc,a b\tc", "'a ',a=20"})
  void texts_are_encoded(String text, String encoded) {
    assertThat(encoded(text)).isEqualTo(encoded);
  }

  @Test
  void a_blank_before_a_line_break_is_encoded() {
    assertThat(encoded("a\t\r\nb \r\n")).isEqualTo("a=09\r\nb=20\r\n");
  }

  @Test
  void a_lone_cr_or_lf_is_no_line_break() {
    assertThat(encoded("a\rb\nc\r")).isEqualTo("a=0Db=0Ac=0D");
  }

  @Test
  void a_line_of_76_stays_whole_and_one_of_77_is_broken_after_75() {
    assertThat(encoded("x".repeat(76) + "\r\n")).isEqualTo("x".repeat(76) + "\r\n");
    assertThat(encoded("x".repeat(77))).isEqualTo("x".repeat(75) + "=\r\nxx");
  }

  @Test
  void no_encoded_byte_is_broken() {
    for (int before = 70; before <= 76; before++) {
      assertThat(encoded("x".repeat(before) + "ü").replace("=\r\n", ""))
          .isEqualTo("x".repeat(before) + "=C3=BC");
    }
  }

  @RepeatedTest(200)
  void any_bytes_come_back_in_short_lines_of_ascii(RepetitionInfo repetition) throws Exception {
    Random random = new Random(repetition.getCurrentRepetition());
    byte[] bytes = new byte[random.nextInt(2000)];
    String likely = "abc =\t\r\n";
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] =
          (byte) (random.nextInt(9) == 0 ? random.nextInt() : likely.charAt(random.nextInt(8)));
    }

    byte[] encoded = QuotedPrintable.encode(bytes);

    assertThat(decoded(encoded)).isEqualTo(bytes);
    for (String line : new String(encoded, StandardCharsets.ISO_8859_1).split("\r\n", -1)) {
      assertThat(line).hasSizeLessThanOrEqualTo(76).matches("[\\t -~]*(?<![ \\t])");
    }
  }
}
