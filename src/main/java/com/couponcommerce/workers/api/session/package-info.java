/** Logins of the console: sessions that a cookie names, their limits, and who the caller is. */
@NullMarked
package com.couponcommerce.workers.api.session;

import org.jspecify.annotations.NullMarked;
