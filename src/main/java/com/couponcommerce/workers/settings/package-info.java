/** Settings: read at the start, validated as a whole, and refreshed as far as they are live. */
@NullMarked
package com.couponcommerce.workers.settings;

import org.jspecify.annotations.NullMarked;
