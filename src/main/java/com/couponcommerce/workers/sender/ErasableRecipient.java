package com.couponcommerce.workers.sender;

import com.couponcommerce.workers.message.Payload;
import java.util.function.Function;

/** A recipient of a channel whose data is to be erased; prints masked. */
public interface ErasableRecipient {

  /** Effect of the erasure on a message. */
  sealed interface Verdict {
    /**
     * Calls the function of this case; a new case adds a parameter, so that no caller misses it.
     */
    <T> T match(Function<Keep, T> keep, Function<Remove, T> remove, Function<Replace, T> replace);

    /** The message is not addressed to this person. */
    record Keep() implements Verdict {
      @Override
      public <T> T match(
          Function<Keep, T> keep, Function<Remove, T> remove, Function<Replace, T> replace) {
        return keep.apply(this);
      }
    }

    /** The message is addressed to this person alone, or is unreadable and contains the address. */
    record Remove() implements Verdict {
      @Override
      public <T> T match(
          Function<Keep, T> keep, Function<Remove, T> remove, Function<Replace, T> replace) {
        return remove.apply(this);
      }
    }

    /** The message has other recipients too; the payload is the message without this person. */
    record Replace(Payload payload) implements Verdict {
      @Override
      public <T> T match(
          Function<Keep, T> keep, Function<Remove, T> remove, Function<Replace, T> replace) {
        return replace.apply(this);
      }
    }
  }

  /** Returns the person's part in Redis keys and fields beside the messages. */
  String key();

  /** Returns the effect on a message. */
  Verdict verdict(Payload payload);
}
