package com.couponcommerce.workers.sms;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Threads that end with their provider, unlike the server's. */
final class OwnThreads {
  private OwnThreads() {}

  /** As many as there are calls at a time. */
  static ExecutorService named(String name) {
    return Executors.newCachedThreadPool(
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        });
  }
}
