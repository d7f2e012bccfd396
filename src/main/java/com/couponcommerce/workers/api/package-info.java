/** The HTTP interface under /api/v1. */
@NullMarked
package com.couponcommerce.workers.api;

import org.jspecify.annotations.NullMarked;
