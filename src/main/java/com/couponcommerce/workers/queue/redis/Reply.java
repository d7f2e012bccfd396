package com.couponcommerce.workers.queue.redis;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a script answered.
 *
 * @param value as Jedis reads it: Long, byte[], or a List of these
 * @param repeated true where an earlier run, whose answer was lost, may have done the work already
 */
public record Reply(Object value, boolean repeated) {

  public List<?> list() {
    return (List<?>) value;
  }

  public String text() {
    return text(value);
  }

  /** After a lost answer "not yours any more" means that the first run did it. */
  public boolean done() {
    return repeated || number(value) == 1;
  }

  /** Those of the questions, in their order, that were answered with 1. */
  public <T> Set<T> yes(Collection<T> asked) {
    return yes(asked, false);
  }

  /** Those that were answered with 1, or where an earlier run may have done the work: all. */
  public <T> Set<T> done(Collection<T> asked) {
    return yes(asked, repeated);
  }

  private <T> Set<T> yes(Collection<T> asked, boolean all) {
    Set<T> chosen = new LinkedHashSet<>();
    int index = 0;
    for (T question : asked) {
      if (number(list().get(index++)) == 1 || all) {
        chosen.add(question);
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
