package com.couponcommerce.workers.log;

import com.couponcommerce.workers.mask.Mask;
import org.jspecify.annotations.Nullable;

/**
 * Replaces an exception in the log. It has the stack trace of the original and a masked message,
 * since libraries put addresses into messages.
 */
final class MaskedThrowable extends Throwable {
  private static final long serialVersionUID = 1L;

  /** Limit of causes, since a chain of causes may be circular. */
  private static final int MAX_CAUSES = 20;

  private final String type;

  private MaskedThrowable(Throwable original, @Nullable Throwable cause) {
    super(message(original), cause);
    this.type = original.getClass().getName();
    setStackTrace(original.getStackTrace());
  }

  static MaskedThrowable of(Throwable original) {
    return of(original, MAX_CAUSES);
  }

  private static MaskedThrowable of(Throwable original, int causes) {
    Throwable cause = original.getCause();
    return new MaskedThrowable(
        original, cause == null || causes == 0 ? null : of(cause, causes - 1));
  }

  private static @Nullable String message(Throwable original) {
    String message = original.getMessage();
    return message == null ? null : Escape.sentence(Mask.text(message));
  }

  /** Returns the class name of the original with the masked message. */
  @Override
  @SuppressWarnings("OverrideThrowableToString")
  public String toString() {
    return getMessage() == null ? type : type + ": " + getMessage();
  }
}
