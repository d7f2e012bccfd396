/** A stub of the SMS providers Twilio and SNS. */
@NullMarked
package com.couponcommerce.workers.testkit.sms;

import org.jspecify.annotations.NullMarked;
