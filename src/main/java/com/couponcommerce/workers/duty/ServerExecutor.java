package com.couponcommerce.workers.duty;

import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Finds the executor that the server and its administrator provide for this application. */
@Singleton
public final class ServerExecutor {
  private static final EventLog LOG = EventLog.of(ServerExecutor.class);

  /** Name that every Jakarta EE server provides (Jakarta Concurrency 3.0, 3.2.4.4). */
  private static final String DEFAULT = "java:comp/DefaultManagedScheduledExecutorService";

  /** Time in which an executor starts all of its threads. */
  private static final Duration THREAD_START = Duration.ofSeconds(1);

  /** Name that every Jakarta EE server provides, too. */
  private static final String CONTEXT = "java:comp/DefaultContextService";

  /**
   * Returns the executor of that JNDI name, or the server's default if there is none. A Jakarta EE
   * server provides its resources through JNDI; only its administrator sets the names.
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
                  + ": using the server's default, whose size may limit EMAIL_CONCURRENCY"));
    }
    try {
      return InitialContext.<ManagedScheduledExecutorService>doLookup(DEFAULT);
    } catch (NamingException e) {
      throw new IllegalStateException("the server has no " + DEFAULT, e);
    }
  }

  /**
   * Makes the executor start its threads now. Payara's threads keep for life the access control
   * context of the stack that started them (Thread.inheritedAccessControlContext, JDK 17), class
   * loaders included. Started all at once, they keep that of the first deployment; started one by
   * one, that of each deployment that started one.
   *
   * @param count threads to start; the executor starts no more than its core size
   * @return how many it had at the same time
   */
  public int startThreads(Executor executor, int count) {
    CountDownLatch begun = new CountDownLatch(count);
    CountDownLatch all = new CountDownLatch(1);
    try {
      for (int i = 0; i < count; i++) {
        executor.execute(
            () -> {
              begun.countDown();
              awaitBriefly(all);
            });
      }
      awaitBriefly(begun);
    } catch (RejectedExecutionException e) {
      LOG.info(LogLine.saying("executor-refuses", "the server accepts no work yet").error(e));
      return count;
    } finally {
      all.countDown();
    }
    return count - (int) begun.getCount();
  }

  private static void awaitBriefly(CountDownLatch latch) {
    try {
      boolean unused = latch.await(THREAD_START.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Makes an executor of the application's own, which a suspension does not stop; the caller shuts
   * it down with the application. Its threads have the context of the caller, and so have tasks
   * which they submit to the server's executor. A ManagedThreadFactory is not used: Payara keeps
   * one for all deployments, with the context of the first.
   *
   * @param size number of threads
   */
  @SuppressWarnings("BanJNDI")
  public ScheduledExecutorService own(int size) {
    try {
      ContextService context = InitialContext.<ContextService>doLookup(CONTEXT);
      ThreadFactory threads =
          loop -> new Thread(context.contextualRunnable(loop), "coupon-workers-duty");
      ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(size, threads);
      timer.setRemoveOnCancelPolicy(true);
      timer.prestartAllCoreThreads();
      return timer;
    } catch (NamingException e) {
      throw new IllegalStateException("the server has no " + CONTEXT, e);
    }
  }
}
