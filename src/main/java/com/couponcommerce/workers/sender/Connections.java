package com.couponcommerce.workers.sender;

/** Connections to a provider that are kept for reuse. */
public record Connections(int inUse, int idle) {}
