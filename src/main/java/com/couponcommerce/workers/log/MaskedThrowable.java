package com.couponcommerce.workers.log;

import com.couponcommerce.workers.mask.Mask;
import org.jspecify.annotations.Nullable;

/**
 * Stands for another in a stack trace, so that the server's log shows where it came from and
 * nothing that its message must not show: libraries put addresses into theirs.
 */
final class MaskedThrowable extends Throwable {
  private static final long serialVersionUID = 1L;

  /** A chain may be a ring. */
  private static final int MOST_CAUSES = 20;

  private final String type;

  private MaskedThrowable(Throwable original, @Nullable Throwable cause) {
    super(message(original), cause);
    this.type = original.getClass().getName();
    setStackTrace(original.getStackTrace());
  }

  static MaskedThrowable of(Throwable original) {
    return of(original, MOST_CAUSES);
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

  /** The name is the original's too, which getMessage cannot say. */
  @Override
  @SuppressWarnings("OverrideThrowableToString")
  public String toString() {
    return getMessage() == null ? type : type + ": " + getMessage();
  }
}
