package com.couponcommerce.workers.queue.job;

/**
 * A position in the dead letters. Places are counted from the right end.
 *
 * @param place of the next entry
 * @param bound place from which on entries are newer than the job
 * @param anchor SHA-1 of the last entry before {@code place} that the job left there; empty if
 *     there is none
 */
public record JobPosition(long place, long bound, String anchor) {}
