/** Masks of addresses, phone numbers and secrets in what is logged, stored and shown. */
@NullMarked
package com.couponcommerce.workers.mask;

import org.jspecify.annotations.NullMarked;
