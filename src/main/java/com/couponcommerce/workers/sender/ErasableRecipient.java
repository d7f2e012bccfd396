package com.couponcommerce.workers.sender;

import com.couponcommerce.workers.message.Payload;

/** A recipient of a channel whose data is to be erased; prints masked. */
public interface ErasableRecipient {

  /** What is to become of a message. */
  sealed interface Verdict {
    /** It does not go to that person. */
    record Keep() implements Verdict {}

    /** It goes to nobody else, or nobody can say to whom, and the person is in it. */
    record Remove() implements Verdict {}

    /** It goes to others too: this is left of it. */
    record Replace(Payload payload) implements Verdict {}
  }

  /** Returns the person's part in Redis keys and fields beside the messages. */
  String key();

  /** Returns the effect on a message. */
  Verdict verdict(Payload payload);
}
