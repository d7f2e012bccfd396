/** Enqueues messages over HTTP. */
@NullMarked
package com.couponcommerce.workers.api.enqueue;

import org.jspecify.annotations.NullMarked;
