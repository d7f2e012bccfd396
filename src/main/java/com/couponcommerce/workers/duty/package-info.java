/** Background duties: their loop, timer and threads. */
@NullMarked
package com.couponcommerce.workers.duty;

import org.jspecify.annotations.NullMarked;
