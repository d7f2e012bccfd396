package com.couponcommerce.workers.message;

/**
 * A payload that can never be sent as it is. The text says which field is wrong and what it may be;
 * it holds no address, no text and no secret of the message, so it can be logged.
 */
public final class RefusedMessageException extends Exception {
  private static final long serialVersionUID = 1L;

  public RefusedMessageException(String problem) {
    super(problem);
  }

  /** For a problem with one field: "subject: must not contain CR, LF or NUL". */
  public static RefusedMessageException field(String name, String problem) {
    return new RefusedMessageException(name + ": " + problem);
  }

  /** What is wrong, for a log line and for the operator. */
  public String problem() {
    return String.valueOf(getMessage());
  }
}
