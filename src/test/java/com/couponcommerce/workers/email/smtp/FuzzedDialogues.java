package com.couponcommerce.workers.email.smtp;

import java.util.function.Consumer;

/** Many sequences of mails, each to a server that may do anything. */
public final class FuzzedDialogues {
  private FuzzedDialogues() {}

  /**
   * Runs the sequences of the seeds from 1 up, and shows a mail after each.
   *
   * @throws AssertionError with the dialogue, if the client or the listener breaks a rule
   */
  public static void run(long sequences, Consumer<Sent> listener) {
    run(1, sequences, new Tally(), listener);
  }

  static void run(long first, long last, Tally tally, Consumer<Sent> listener) {
    for (long seed = first; seed <= last; seed++) {
      try {
        new Sequence(seed, Speaker::client, tally, Transcript.none(), listener).run();
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(
            "%s with -Dsmtp.seed=%d:%n%s".formatted(e, seed, shown(seed, listener)), e);
      }
    }
  }

  /** Returns the dialogue of one sequence. */
  static Transcript shown(long seed, Consumer<Sent> listener) {
    Transcript transcript = Transcript.kept();
    try {
      new Sequence(seed, Speaker::client, new Tally(), transcript, listener).run();
    } catch (RuntimeException | AssertionError e) {
      transcript.note(e::toString);
    }
    return transcript;
  }
}
