/** The background duties and their schedule on the server's executor. */
@NullMarked
package com.couponcommerce.workers.worker;

import org.jspecify.annotations.NullMarked;
