package com.couponcommerce.workers.sender;

import com.couponcommerce.workers.message.Payload;
import java.util.function.Function;

/** A recipient of a channel whose data is to be erased; prints masked. */
public interface ErasableRecipient {

  /** What is to become of a message. */
  sealed interface Verdict {
    /**
     * Calls the function of this case; a new case adds a parameter, so that no caller misses it.
     */
    <T> T match(Function<Keep, T> keep, Function<Remove, T> remove, Function<Replace, T> replace);

    /** It does not go to that person. */
    record Keep() implements Verdict {
      @Override
      public <T> T match(
          Function<Keep, T> keep, Function<Remove, T> remove, Function<Replace, T> replace) {
        return keep.apply(this);
      }
    }

    /** It goes to nobody else, or nobody can say to whom, and the person is in it. */
    record Remove() implements Verdict {
      @Override
      public <T> T match(
          Function<Keep, T> keep, Function<Remove, T> remove, Function<Replace, T> replace) {
        return remove.apply(this);
      }
    }

    /** It goes to others too: this is left of it. */
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
