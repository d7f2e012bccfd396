/** Measurements of the WAR and its peers on this machine ({@code ./mvnw -Pbench}). */
@NullMarked
package com.couponcommerce.workers.bench;

import org.jspecify.annotations.NullMarked;
