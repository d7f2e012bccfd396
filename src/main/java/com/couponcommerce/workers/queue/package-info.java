/** The queue protocol on Redis: one method per verb, one Lua script per method. */
@NullMarked
package com.couponcommerce.workers.queue;

import org.jspecify.annotations.NullMarked;
