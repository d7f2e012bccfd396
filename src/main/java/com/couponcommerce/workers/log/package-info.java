/** What the log says, and how: one place that decides what may stand in a line. */
@NullMarked
package com.couponcommerce.workers.log;

import org.jspecify.annotations.NullMarked;
