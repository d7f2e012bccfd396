/** One message from decode to settle, and what a failure means for it. */
@NullMarked
package com.couponcommerce.workers.delivery;

import org.jspecify.annotations.NullMarked;
