/** Rate limits of channels and recipients. */
@NullMarked
package com.couponcommerce.workers.limit;

import org.jspecify.annotations.NullMarked;
