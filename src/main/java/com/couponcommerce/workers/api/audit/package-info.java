/** The audit of changes: a log, a trail in Redis, and the resource that searches it. */
@NullMarked
package com.couponcommerce.workers.api.audit;

import org.jspecify.annotations.NullMarked;
