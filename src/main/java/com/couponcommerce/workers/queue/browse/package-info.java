/** Search of messages on the queue, and changes of single dead letters. */
@NullMarked
package com.couponcommerce.workers.queue.browse;

import org.jspecify.annotations.NullMarked;
