package com.couponcommerce.workers.sender;

import com.couponcommerce.workers.message.Payload;

/** One person, as a recipient of a channel, who is to be forgotten; prints masked. */
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

  /** As the keys beside the messages have it. */
  String key();

  Verdict verdict(Payload payload);
}
