package com.couponcommerce.workers.settings;

import java.util.List;

/**
 * Reports settings that are wrong. The message lists every mistake in one line, since servers
 * truncate what they log about a failed deployment.
 */
public final class InvalidSettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Array instead of a list, which need not be serializable. */
  private final String[] mistakes;

  public InvalidSettingsException(List<String> mistakes) {
    super(
        "Coupon Workers cannot start, "
            + (mistakes.size() == 1 ? "1 setting is" : mistakes.size() + " settings are")
            + " wrong: "
            + String.join("; ", mistakes));
    this.mistakes = mistakes.toArray(String[]::new);
  }

  /** Returns the mistakes; each names the setting, its value and the accepted values. */
  public List<String> mistakes() {
    return List.of(mistakes);
  }
}
