package com.couponcommerce.workers.sender;

/** Counts of the connections to a provider that are kept for reuse. */
public record Connections(int inUse, int idle) {}
