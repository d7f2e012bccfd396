/** {@code ./mvnw -Pbench}: what the WAR and its peers do on this machine, side by side. */
@NullMarked
package com.couponcommerce.workers.bench;

import org.jspecify.annotations.NullMarked;
