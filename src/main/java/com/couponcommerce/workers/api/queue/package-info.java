/** The state of the queues, and the pause of a channel. */
@NullMarked
package com.couponcommerce.workers.api.queue;

import org.jspecify.annotations.NullMarked;
