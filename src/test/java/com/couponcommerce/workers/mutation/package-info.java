/** Changes the scripts, one place at a time, and checks that a seed or a test notices. */
@NullMarked
package com.couponcommerce.workers.mutation;

import org.jspecify.annotations.NullMarked;
