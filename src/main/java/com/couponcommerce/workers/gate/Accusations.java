package com.couponcommerce.workers.gate;

import com.couponcommerce.workers.sender.Failure;
import java.util.HashSet;
import java.util.Set;

/**
 * Words against us since the last success. A server that refuses us says the same to each message;
 * what is said once is more likely about the one message that it answers.
 */
final class Accusations {
  private static final int MAX = 100;

  private final Set<String> said = new HashSet<>();

  /** Adds an accusation; returns true if the same was said before. */
  boolean add(Failure failure) {
    if (said.size() >= MAX) {
      said.clear();
    }
    return !said.add(said(failure));
  }

  /** Returns the same for the same accusation of different messages. */
  static String said(Failure failure) {
    return failure.rule().isEmpty() ? RefusalRun.wordsOf(failure) : failure.rule();
  }

  void clear() {
    said.clear();
  }
}
