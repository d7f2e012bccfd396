/** The audit trail of a channel. */
@NullMarked
package com.couponcommerce.workers.queue.audit;

import org.jspecify.annotations.NullMarked;
