/** Background duties: loop, timer, threads. */
@NullMarked
package com.couponcommerce.workers.duty;

import org.jspecify.annotations.NullMarked;
