/**
 * Real servers around the WAR, for {@code ./mvnw -Pdev} and for the tests. None of it is in the
 * WAR.
 */
@NullMarked
package com.couponcommerce.workers.dev;

import org.jspecify.annotations.NullMarked;
