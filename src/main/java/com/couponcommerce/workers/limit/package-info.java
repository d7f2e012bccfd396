/** Rate limits of channels and recipients, and the pace that a provider asks for. */
@NullMarked
package com.couponcommerce.workers.limit;

import org.jspecify.annotations.NullMarked;
