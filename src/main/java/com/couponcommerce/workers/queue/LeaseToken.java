package com.couponcommerce.workers.queue;

/**
 * Proof of a claim: the score of the message in processing, which is the time of the claim or of
 * its last extension in ms by the Redis clock, exact to the microsecond. Kept as text so that no
 * digit changes.
 */
public record LeaseToken(String score) {}
