/** Jobs over the dead letters of a channel. */
@NullMarked
package com.couponcommerce.workers.queue.job;

import org.jspecify.annotations.NullMarked;
