/** Log lines and their formats; the only place that decides what a line may contain. */
@NullMarked
package com.couponcommerce.workers.log;

import org.jspecify.annotations.NullMarked;
