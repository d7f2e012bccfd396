package com.couponcommerce.workers.settings;

import java.util.List;

/**
 * Settings that cannot work; the text lists every mistake. One line, since servers cut what they
 * log of a failed deployment at its end.
 */
public final class InvalidSettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidSettingsException(List<String> mistakes) {
    super(
        "Coupon Workers cannot start, "
            + (mistakes.size() == 1 ? "1 setting is" : mistakes.size() + " settings are")
            + " wrong: "
            + String.join("; ", mistakes));
  }
}
