/** An SMTP server that keeps its mails and fails where a script says so. */
@NullMarked
package com.couponcommerce.workers.testkit.smtp;

import org.jspecify.annotations.NullMarked;
