package com.couponcommerce.workers.queue.job;

import java.time.Duration;

/**
 * A job that the caller may work on.
 *
 * @param pause time until the job's rate allows the next turn
 */
public record TakenJob(Job job, Duration pause) {}
