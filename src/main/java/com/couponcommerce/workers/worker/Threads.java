package com.couponcommerce.workers.worker;

import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The threads that this application works on.
 *
 * @param executor the administrator's, for sends and duties; it may refuse work for a while, as
 *     that of a WildFly which is suspended does
 * @param timer the application's own, which refuses nothing: tells when a duty is due, and runs
 *     those that must not wait for the executor
 */
record Threads(Executor executor, ScheduledExecutorService timer) {}
