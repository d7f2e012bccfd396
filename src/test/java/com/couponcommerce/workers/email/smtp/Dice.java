package com.couponcommerce.workers.email.smtp;

import java.util.List;
import java.util.SplittableRandom;

/** Choices that the same seed repeats. */
final class Dice {
  private final SplittableRandom random;

  Dice(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Returns a number from 0 to one below the bound. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  /** Returns true once in so many times. */
  boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** Returns one of the constants after the first; the first is for the usual case. */
  <E extends Enum<E>> E unusual(Class<E> type) {
    E[] all = type.getEnumConstants();
    return all[between(1, all.length - 1)];
  }
}
