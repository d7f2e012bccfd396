/** What stands on the queues: payloads, their fields, and the messages they decode to. */
@NullMarked
package com.couponcommerce.workers.message;

import org.jspecify.annotations.NullMarked;
