package com.couponcommerce.workers.queue.redis;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The reply of a script.
 *
 * @param value as Jedis reads it: Long, byte[], or a List of these
 * @param repeated true if an earlier run, whose reply was lost, may have done the work already
 */
public record Reply(Object value, boolean repeated) {

  public List<?> list() {
    return (List<?>) value;
  }

  public String text() {
    return text(value);
  }

  /**
   * Returns whether it was done; after a lost reply "lease lost" means that the first run did it.
   */
  public boolean done() {
    return repeated || number(value) == 1;
  }

  /** Returns the items, in their order, whose reply is 1. */
  public <T> Set<T> yes(Collection<T> asked) {
    return yes(asked, false);
  }

  /** Returns the items whose reply is 1, or all if an earlier run may have done the work. */
  public <T> Set<T> done(Collection<T> asked) {
    return yes(asked, repeated);
  }

  private <T> Set<T> yes(Collection<T> asked, boolean all) {
    Set<T> chosen = new LinkedHashSet<>();
    int index = 0;
    for (T item : asked) {
      if (number(list().get(index++)) == 1 || all) {
        chosen.add(item);
      }
    }
    return chosen;
  }

  public static int number(Object value) {
    return ((Long) value).intValue();
  }

  public static String text(Object value) {
    return new String((byte[]) value, StandardCharsets.UTF_8);
  }
}
