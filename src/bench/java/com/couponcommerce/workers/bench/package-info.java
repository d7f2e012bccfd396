/** The measurements of {@code ./mvnw -Pbench}: the WAR beside its peers on this machine. */
@NullMarked
package com.couponcommerce.workers.bench;

import org.jspecify.annotations.NullMarked;
