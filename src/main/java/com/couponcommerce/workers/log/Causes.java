package com.couponcommerce.workers.log;

import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Searches an exception and its causes. */
public final class Causes {
  private Causes() {}

  /** Returns the last cause; the exception itself if it has none. */
  public static Throwable root(Throwable e) {
    Throwable last = e;
    for (Throwable next = e.getCause(); next != null; next = next.getCause()) {
      last = next;
    }
    return last;
  }

  /**
   * Returns the message of the deepest cause that has one, with its type in front; empty if none
   * has. Network code of the JDK throws exceptions without a message around and below the one that
   * tells what happened.
   */
  public static Optional<String> told(Throwable e) {
    String told = null;
    for (Throwable next = e; next != null; next = next.getCause()) {
      String message = next.getMessage();
      if (message != null && !message.isBlank() && !isNameOfCause(message, next)) {
        told = next.getClass().getSimpleName() + ": " + message;
      }
    }
    return Optional.ofNullable(told);
  }

  /** Returns true for the message that Throwable makes of a cause. */
  private static boolean isNameOfCause(String message, Throwable e) {
    return e.getCause() != null && message.equals(e.getCause().toString());
  }

  /** Returns true if the exception or one of its causes is of this type. */
  public static boolean has(Throwable e, Class<? extends Throwable> type) {
    return find(e, type::isInstance).isPresent();
  }

  /** Returns the first of the exception and its causes that meets the condition. */
  public static Optional<Throwable> find(Throwable e, Predicate<Throwable> condition) {
    for (@Nullable Throwable next = e; next != null; next = next.getCause()) {
      if (condition.test(next)) {
        return Optional.of(next);
      }
    }
    return Optional.empty();
  }
}
