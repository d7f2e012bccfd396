/** The WAR as built, on a real Payara, with a real Redis and a real SMTP server. */
@NullMarked
package com.couponcommerce.workers.it;

import org.jspecify.annotations.NullMarked;
