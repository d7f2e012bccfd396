/** Sends SMS messages through Twilio and AWS SNS. */
@NullMarked
package com.couponcommerce.workers.sms;

import org.jspecify.annotations.NullMarked;
