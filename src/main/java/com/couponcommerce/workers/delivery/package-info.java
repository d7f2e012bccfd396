/** Delivery of messages: claim, decode, send, settle, and the meaning of failures. */
@NullMarked
package com.couponcommerce.workers.delivery;

import org.jspecify.annotations.NullMarked;
