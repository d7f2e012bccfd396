package com.couponcommerce.workers.message.field;

/** Use of a field by the workers. */
public enum FieldUse {
  /** It takes effect as the producer meant it. */
  SERVED,
  /** It would change what the recipient gets, and cannot be served: the message is refused. */
  REFUSED,
  /** It is kept and has no effect; applications use the name for other things. */
  IGNORED,
  /** The workers write it. */
  WRITTEN
}
