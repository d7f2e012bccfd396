/** The WARs as built, on real servers, with a real Redis and a real SMTP server. */
@NullMarked
package com.couponcommerce.workers.it;

import org.jspecify.annotations.NullMarked;
