package com.couponcommerce.workers.testkit.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Finds in a server's log whether the start succeeded. The servers report the deployments of a
 * start only there; their command line tools would start a JVM for each query.
 */
final class StartLog {
  private static final int KEPT_LINES = 30;

  /** Begins the last line of an own server with wrong settings. */
  private static final String WRONG_SETTINGS = "Coupon Workers cannot start, ";

  private final CompletableFuture<Boolean> up = new CompletableFuture<>();
  private final Deque<String> lastLines = new ArrayDeque<>();
  private final Predicate<String> success;
  private final Function<String, Optional<String>> failure;

  /**
   * @param success tells whether a line reports that the server is up
   * @param failure returns the reason, if a line reports that the start failed
   */
  StartLog(Predicate<String> success, Function<String, Optional<String>> failure) {
    this.success = success;
    this.failure = failure;
  }

  CompletableFuture<Boolean> up() {
    return up;
  }

  synchronized void accept(String line) {
    if (up.isDone()) {
      return;
    }
    lastLines.addLast(line);
    if (lastLines.size() > KEPT_LINES) {
      lastLines.removeFirst();
    }
    Optional<String> reason =
        line.startsWith(WRONG_SETTINGS) ? Optional.of(line) : failure.apply(line);
    if (reason.isPresent()) {
      lastLines.clear();
      lastLines.add(reason.get());
      up.completeExceptionally(new IllegalStateException(line));
    } else if (success.test(line)) {
      up.complete(true);
    }
  }

  void ended() {
    up.completeExceptionally(new IllegalStateException("the process has ended"));
  }

  synchronized String reason() {
    return String.join(System.lineSeparator(), lastLines);
  }
}
