/** What the server's probes and a metrics scraper see. */
@NullMarked
package com.couponcommerce.workers.observe;

import org.jspecify.annotations.NullMarked;
