package com.couponcommerce.workers.queue.instance;

import java.time.Duration;

/**
 * An instance that is alive.
 *
 * @param id name of its connections to Redis
 * @param sinceHeartbeat age of its last heartbeat, at most {@link Instances#ALIVE}
 * @param json the JSON object of that heartbeat
 */
public record LiveInstance(String id, Duration sinceHeartbeat, String json) {}
