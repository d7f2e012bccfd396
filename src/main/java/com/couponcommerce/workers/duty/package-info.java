/** Background duties: their loop, their threads and the signal that stops them. */
@NullMarked
package com.couponcommerce.workers.duty;

import org.jspecify.annotations.NullMarked;
