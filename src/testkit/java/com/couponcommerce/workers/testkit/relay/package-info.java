/** Real mail servers on loopback: Postfix with Dovecot, Exim and OpenSMTPD. */
@NullMarked
package com.couponcommerce.workers.testkit.relay;

import org.jspecify.annotations.NullMarked;
