/** Writes mails: RFC 5322 and MIME. */
@NullMarked
package com.couponcommerce.workers.email.mime;

import org.jspecify.annotations.NullMarked;
