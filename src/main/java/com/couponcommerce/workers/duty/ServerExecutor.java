package com.couponcommerce.workers.duty;

import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Singleton;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Finds the threads that the server and its administrator give this application. */
@Singleton
public final class ServerExecutor {
  private static final EventLog LOG = EventLog.of(ServerExecutor.class);

  /** Every Jakarta EE server has it (Jakarta Concurrency 3.0, 3.2.4.4). */
  private static final String DEFAULT = "java:comp/DefaultManagedScheduledExecutorService";

  /** This one too. */
  private static final String CONTEXT = "java:comp/DefaultContextService";

  /**
   * The executor of that JNDI name, or the server's default where there is none. JNDI is how a
   * Jakarta EE server hands out its resources; the names come from its administrator alone.
   */
  @SuppressWarnings("BanJNDI")
  public Executor find(String jndiName) {
    try {
      return InitialContext.<ManagedScheduledExecutorService>doLookup(jndiName);
    } catch (NamingException | ClassCastException e) {
      LOG.warning(
          LogLine.saying(
              "executor-missing",
              "there is no managed scheduled executor "
                  + jndiName
                  + ": working on the server's default, whose size may hold EMAIL_CONCURRENCY"
                  + " down"));
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
  public void startThreads(Executor executor, int count) {
    try {
      for (int i = 0; i < count; i++) {
        executor.execute(() -> {});
      }
    } catch (RejectedExecutionException e) {
      LOG.info(LogLine.saying("executor-refuses", "the server takes no work yet").error(e));
    }
  }

  /**
   * An executor of the application's own, which no suspension stops; to be shut down with the
   * application. Its threads have the context of the caller, so that what they hand to the server's
   * executor has it too. They are not the ManagedThreadFactory's: Payara keeps one of those for all
   * deployments, with the context of the first.
   *
   * @param size in threads
   */
  @SuppressWarnings("BanJNDI")
  public ScheduledExecutorService timer(int size) {
    try {
      ContextService context = InitialContext.<ContextService>doLookup(CONTEXT);
      ThreadFactory threads =
          loop -> new Thread(context.contextualRunnable(loop), "coupon-workers-timer");
      ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(size, threads);
      timer.setRemoveOnCancelPolicy(true);
      timer.prestartAllCoreThreads();
      return timer;
    } catch (NamingException e) {
      throw new IllegalStateException("the server has no " + CONTEXT, e);
    }
  }
}
