package com.couponcommerce.workers.email.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.email.smtp.FuzzMail.Kind;
import com.couponcommerce.workers.email.smtp.HostileServer.Lapse;
import com.couponcommerce.workers.email.smtp.ServerWhims.Interlude;
import com.couponcommerce.workers.email.smtp.ServerWhims.Stall;
import com.couponcommerce.workers.email.smtp.ServerWhims.WithinContent;
import com.couponcommerce.workers.email.smtp.Temper.Trait;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Sends mails to servers that may do anything. {@code -Dsmtp.sequences=1000000} runs more of them;
 * {@code -Dsmtp.seed=7} repeats a single one and shows it.
 */
class SmtpClientFuzzTest {
  private static final long USUAL = 10_000;
  private static final long SEQUENCES = Long.getLong("smtp.sequences", USUAL);
  private static final long SEED = Long.getLong("smtp.seed", 0);

  @Test
  void each_report_is_true_whatever_the_server_does() {
    Tally tally = new Tally();
    if (SEED != 0) {
      System.out.println(FuzzedDialogues.shown(SEED, sent -> {}));
      FuzzedDialogues.run(SEED, SEED, tally, sent -> {});
      return;
    }
    FuzzedDialogues.run(1, SEQUENCES, tally, sent -> {});

    if (SEQUENCES != USUAL) {
      System.out.println(tally);
    }
    assertThat(
            Stream.of(
                    Ending.values(),
                    Manner.values(),
                    Answer.values(),
                    ReplyForm.values(),
                    Trait.values(),
                    Lapse.values(),
                    Kind.values(),
                    unusual(WithinContent.values()),
                    unusual(Interlude.values()),
                    unusual(Stall.values()))
                .flatMap(Stream::of))
        .allMatch(event -> tally.of(event) > 0);
  }

  private static Enum<?>[] unusual(Enum<?>[] events) {
    return Stream.of(events).skip(1).toArray(Enum<?>[]::new);
  }

  @Test
  void a_seed_repeats_its_dialogue() {
    for (long seed : List.of(3L, 4L, 5L)) {
      assertThat(FuzzedDialogues.shown(seed, sent -> {}))
          .hasToString(FuzzedDialogues.shown(seed, sent -> {}).toString());
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_wrong_client_is_caught(WrongClient wrong) {
    long seed = 1;
    while (!isCaught(seed, wrong)) {
      seed++;
      assertThat(seed).as("sequences without a violation").isLessThan(USUAL);
    }
  }

  private static boolean isCaught(long seed, WrongClient wrong) {
    try {
      new Sequence(seed, wrong, new Tally(), Transcript.none(), sent -> {}).run();
      return false;
    } catch (Violation e) {
      return String.valueOf(e.getMessage()).contains(wrong.rule());
    }
  }
}
