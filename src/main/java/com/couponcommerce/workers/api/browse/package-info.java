/** Resources that search, show and change messages and dead letters. */
@NullMarked
package com.couponcommerce.workers.api.browse;

import org.jspecify.annotations.NullMarked;
