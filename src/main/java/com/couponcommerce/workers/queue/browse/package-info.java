/** Reads messages where they are, and changes single dead letters. */
@NullMarked
package com.couponcommerce.workers.queue.browse;

import org.jspecify.annotations.NullMarked;
