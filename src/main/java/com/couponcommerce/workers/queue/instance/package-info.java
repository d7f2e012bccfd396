/** The heartbeats of the instances, and the pause of a channel. */
@NullMarked
package com.couponcommerce.workers.queue.instance;

import org.jspecify.annotations.NullMarked;
