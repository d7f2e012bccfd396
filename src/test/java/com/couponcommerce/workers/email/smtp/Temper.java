package com.couponcommerce.workers.email.smtp;

import java.util.List;

/** The kind of a server, for a whole connection. */
final class Temper {
  /** Peculiarities of servers. */
  enum Trait {
    PIPELINING,
    ONE_BY_ONE,
    /** Accepts recipients of a sender that it has refused. */
    LAX,
    /** Answers DATA with 354 though it has no recipient. */
    EAGER,
    /** Accepts a mail without recipients. */
    INDIFFERENT,
    /** Takes a second MAIL and retains the recipients of the first. */
    RETAINS_ENVELOPES,
    /** Discards what follows a command in the same write. */
    DEAF,
    /** Answers 354 and takes the content for commands. */
    FORGETFUL,
    /** Takes a bare LF for the end of a line. */
    LENIENT,
    /** The client cannot see what has arrived before it reads, as with TLS. */
    UNSEEN
  }

  /** How many usual events there are for one that is not; 0 if there are only usual ones. */
  private final int calm;

  private final int recipientsPerRefusal;
  private final List<Trait> traits;
  private final Dice dice;

  Temper(Dice dice, Tally tally) {
    this.dice = dice;
    this.calm = dice.pick(List.of(0, 60, 20, 8, 3));
    this.recipientsPerRefusal = dice.pick(List.of(2, 4, 1000));
    this.traits =
        List.of(Trait.values()).stream()
            .filter(trait -> trait != Trait.PIPELINING && trait != Trait.ONE_BY_ONE)
            .filter(trait -> dice.oneIn(5))
            .toList();
    traits.forEach(tally::count);
  }

  boolean is(Trait trait) {
    return traits.contains(trait);
  }

  /** Returns true if something unusual is to happen now. */
  boolean strikes() {
    return calm > 0 && dice.oneIn(calm);
  }

  /** Returns true if something unusual may happen at all. */
  boolean isWild() {
    return calm > 0;
  }

  boolean refusesRecipient() {
    return dice.oneIn(recipientsPerRefusal);
  }

  Manner manner() {
    return strikes() ? dice.unusual(Manner.class) : Manner.PLAIN;
  }

  Answer answer() {
    return strikes() ? dice.unusual(Answer.class) : Answer.HONEST;
  }
}
