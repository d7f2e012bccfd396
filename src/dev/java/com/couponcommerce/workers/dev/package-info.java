/** The parts that {@code ./mvnw -Pdev} adds to the test kit; none of it is in the WAR. */
@NullMarked
package com.couponcommerce.workers.dev;

import org.jspecify.annotations.NullMarked;
