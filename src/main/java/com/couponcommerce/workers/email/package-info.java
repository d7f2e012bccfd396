/** Sends e-mail through the server's mail session. */
@NullMarked
package com.couponcommerce.workers.email;

import org.jspecify.annotations.NullMarked;
