/** Redis for simulations: the real one, one in memory, and both side by side. */
@NullMarked
package com.couponcommerce.workers.simulation.redis;

import org.jspecify.annotations.NullMarked;
