package com.couponcommerce.workers.sender;

import com.couponcommerce.workers.message.Payload;
import java.util.function.Function;

/** One person, as a recipient of a channel, who is to be forgotten; prints masked. */
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

  /** As the keys beside the messages have it. */
  String key();

  Verdict verdict(Payload payload);
}
