/** The connections to Redis, its scripts and its keys. */
@NullMarked
package com.couponcommerce.workers.queue.redis;

import org.jspecify.annotations.NullMarked;
