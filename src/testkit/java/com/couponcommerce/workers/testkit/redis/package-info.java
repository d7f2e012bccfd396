/** Real redis-server processes: one server, a cluster, a master with sentinels. */
@NullMarked
package com.couponcommerce.workers.testkit.redis;

import org.jspecify.annotations.NullMarked;
