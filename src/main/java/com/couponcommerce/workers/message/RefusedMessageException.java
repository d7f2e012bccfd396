package com.couponcommerce.workers.message;

/**
 * Thrown for a payload that can never be sent as it is. The text names the field that is wrong and
 * the allowed values. It quotes no address, no content and no secret of the message, so it can be
 * logged.
 */
public final class RefusedMessageException extends Exception {
  private static final long serialVersionUID = 1L;

  public RefusedMessageException(String problem) {
    super(problem);
  }

  /** Describes a problem with one field, such as "subject: must not contain CR, LF or NUL". */
  public static RefusedMessageException field(String name, String problem) {
    return new RefusedMessageException(name + ": " + problem);
  }

  /** Returns what is wrong, for a log line and for the operator. */
  public String problem() {
    return String.valueOf(getMessage());
  }
}
