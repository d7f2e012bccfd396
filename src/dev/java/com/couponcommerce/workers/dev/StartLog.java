package com.couponcommerce.workers.dev;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/**
 * Finds in Payara's log whether the start went well. The boot command that deploys reports there
 * and nowhere else; asking asadmin instead would cost a JVM per question.
 */
final class StartLog {
  private static final int KEPT_LINES = 30;

  private final CompletableFuture<Boolean> up = new CompletableFuture<>();
  private final Deque<String> lastLines = new ArrayDeque<>();
  private final String success;

  StartLog(boolean deploys) {
    success = deploys ? "Boot Command deploy returned with result " : " startup time : ";
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
    if (line.contains("Boot Command deploy failed")) {
      lastLines.clear();
      lastLines.add(line.replaceFirst(".*Error occurred during deployment: ", ""));
      up.completeExceptionally(new IllegalStateException(line));
    } else if (line.contains(success)) {
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
