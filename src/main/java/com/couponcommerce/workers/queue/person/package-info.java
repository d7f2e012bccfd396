/** Data about one recipient: opt-outs, delivery reports, and their erasure. */
@NullMarked
package com.couponcommerce.workers.queue.person;

import org.jspecify.annotations.NullMarked;
