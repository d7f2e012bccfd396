/** Payloads of the queues, their fields, and the messages that they decode to. */
@NullMarked
package com.couponcommerce.workers.message;

import org.jspecify.annotations.NullMarked;
