package com.couponcommerce.workers.sms;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Creates threads that end with their provider, unlike the server's. */
final class OwnThreads {
  private OwnThreads() {}

  /** Returns an executor with a thread for each concurrent call. */
  static ExecutorService named(String name) {
    return Executors.newCachedThreadPool(
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        });
  }
}
