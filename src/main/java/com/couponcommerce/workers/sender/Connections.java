package com.couponcommerce.workers.sender;

/**
 * Counts of the connections to a provider that are kept for reuse.
 *
 * @param inUse connections that send now
 * @param idle open connections that wait for a message
 * @param opened connections opened since the start
 * @param refused attempts since the start that ended without a connection
 */
public record Connections(int inUse, int idle, long opened, long refused) {}
