package com.couponcommerce.workers.settings;

import java.util.List;

/**
 * Settings that cannot work; the text lists every mistake. One line, since servers cut what they
 * log of a failed deployment at its end.
 */
public final class InvalidSettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Not the list itself, which need not be serializable. */
  private final String[] mistakes;

  public InvalidSettingsException(List<String> mistakes) {
    super(
        "Coupon Workers cannot start, "
            + (mistakes.size() == 1 ? "1 setting is" : mistakes.size() + " settings are")
            + " wrong: "
            + String.join("; ", mistakes));
    this.mistakes = mistakes.toArray(String[]::new);
  }

  /** Each says which setting, what value, and what is allowed. */
  public List<String> mistakes() {
    return List.of(mistakes);
  }
}
