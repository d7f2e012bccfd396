/** What {@code -Pdev} starts around the WAR, and the tests too. */
@NullMarked
package com.couponcommerce.workers.dev;

import org.jspecify.annotations.NullMarked;
