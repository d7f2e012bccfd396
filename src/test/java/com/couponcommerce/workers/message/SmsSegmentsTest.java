package com.couponcommerce.workers.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.message.SmsSegments.Encoding;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmsSegmentsTest {

  @ParameterizedTest
  @CsvSource({
    "a, 1, GSM_7, 1, 1",
    "a, 160, GSM_7, 160, 1",
    "a, 161, GSM_7, 161, 2",
    "a, 306, GSM_7, 306, 2",
    "a, 307, GSM_7, 307, 3",
    "€, 80, GSM_7, 160, 1",
    "€, 81, GSM_7, 162, 2",
    // 76 escape pairs fit 153 septets, the last septet stays empty.
    "€, 152, GSM_7, 304, 2",
    "€, 153, GSM_7, 306, 3",
    "ç, 70, UCS_2, 70, 1",
    "ç, 71, UCS_2, 71, 2",
    "ç, 134, UCS_2, 134, 2",
    "ç, 135, UCS_2, 135, 3",
    "😀, 35, UCS_2, 70, 1",
    // 33 surrogate pairs fit 67 units, the last unit stays empty.
    "😀, 66, UCS_2, 132, 2",
    "😀, 67, UCS_2, 134, 3"
  })
  void segments_of_a_repeated_character(
      String character, int times, Encoding encoding, int units, int count) {
    assertThat(SmsSegments.of(character.repeat(times)))
        .isEqualTo(new SmsSegments(encoding, units, count));
  }

  @ParameterizedTest
  @CsvSource({
    "Äöüßñ@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæÉ¤¡§¿, GSM_7",
    "'^{}\\[~]|€', GSM_7",
    "ÇA, GSM_7",
    "çA, UCS_2",
    "it’s, UCS_2",
    "`, UCS_2",
    "Привет, UCS_2"
  })
  void one_character_outside_gsm_changes_the_whole_encoding(String text, Encoding encoding) {
    assertThat(SmsSegments.of(text).encoding()).isEqualTo(encoding);
  }

  @ParameterizedTest
  @CsvSource({"'\t', UCS_2", "'\r\n', GSM_7", "'\f', GSM_7"})
  void line_breaks_are_in_the_alphabet_and_tabs_are_not(String text, Encoding encoding) {
    assertThat(SmsSegments.of("a" + text + "b").encoding()).isEqualTo(encoding);
  }

  private static final String[] GSM = {"a", "Z", "é", "\n", "€", "[", "~"};
  private static final String[] ANY = {"a", "€", "ç", "😀", "漢", "👍"};

  /** Random texts, another but repeatable one each time. */
  @RepeatedTest(300)
  void the_count_is_right_for_any_text(RepetitionInfo info) {
    Random random = new Random(info.getCurrentRepetition());
    String[] letters = random.nextBoolean() ? GSM : ANY;
    StringBuilder text = new StringBuilder();
    int length = 1 + random.nextInt(500);
    while (text.length() < length) {
      text.append(letters[random.nextInt(letters.length)]);
    }

    SmsSegments segments = SmsSegments.of(text.toString());

    boolean gsm = segments.encoding() == Encoding.GSM_7;
    int alone = gsm ? 160 : 70;
    int joined = gsm ? 153 : 67;
    int least = segments.units() <= alone ? 1 : (segments.units() + joined - 1) / joined;
    // A character takes at most two units, so a segment loses at most one.
    int most = segments.units() <= alone ? 1 : (segments.units() + joined - 2) / (joined - 1);
    assertThat(segments.count()).isBetween(least, most);
    assertThat(SmsSegments.of(text + "a").count())
        .isBetween(segments.count(), segments.count() + 1);
    assertThat(segments.units()).isGreaterThanOrEqualTo(gsm ? text.length() : text.length() - 1);
  }
}
