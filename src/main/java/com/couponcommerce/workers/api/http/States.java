package com.couponcommerce.workers.api.http;

import com.couponcommerce.workers.queue.QueueState;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** The states that a request names. */
public final class States {
  private static final String ALL = "all";

  private States() {}

  /**
   * One state by its name, or all.
   *
   * @throws Problem with 400 where it is neither
   */
  public static Set<QueueState> of(String name) {
    return name.equals(ALL) ? EnumSet.allOf(QueueState.class) : EnumSet.of(one(name));
  }

  private static QueueState one(String name) {
    return Arrays.stream(QueueState.values())
        .filter(state -> state.id().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.badRequest("state must be pending, processing, retry, dead_letter or all"));
  }
}
