/** Health checks and metrics. */
@NullMarked
package com.couponcommerce.workers.observe;

import org.jspecify.annotations.NullMarked;
