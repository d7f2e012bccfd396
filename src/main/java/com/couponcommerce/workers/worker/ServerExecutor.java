package com.couponcommerce.workers.worker;

import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Finds the threads that the administrator gives this application. */
@Singleton
public final class ServerExecutor {
  private static final Logger LOG = System.getLogger(ServerExecutor.class.getName());

  /** Every Jakarta EE server has it (Jakarta Concurrency 3.0, 3.2.4.4). */
  private static final String DEFAULT = "java:comp/DefaultManagedScheduledExecutorService";

  /**
   * The executor of that JNDI name, or the server's default where there is none. JNDI is how a
   * Jakarta EE server hands out its resources; the names come from its administrator alone.
   */
  @SuppressWarnings("BanJNDI")
  ScheduledExecutorService find(String jndiName) {
    try {
      return InitialContext.<ManagedScheduledExecutorService>doLookup(jndiName);
    } catch (NamingException | ClassCastException e) {
      LOG.log(
          Level.WARNING,
          "there is no managed scheduled executor {0}: working on the server''s default, whose size may"
              + " hold EMAIL_CONCURRENCY down",
          jndiName);
    }
    try {
      return InitialContext.<ManagedScheduledExecutorService>doLookup(DEFAULT);
    } catch (NamingException e) {
      throw new IllegalStateException("the server has no " + DEFAULT, e);
    }
  }

  /**
   * Has the executor start its threads now, if it has not. Payara's keep for life what was on the
   * stack when they were started (Thread.inheritedAccessControlContext, JDK 17), class loaders
   * included. Started all at once, they keep the first deployment's; started one by one, that of
   * each deployment that started one.
   *
   * @param count of threads; the executor starts no more than its core size
   */
  void startThreads(Executor executor, int count) {
    for (int i = 0; i < count; i++) {
      executor.execute(() -> {});
    }
  }
}
