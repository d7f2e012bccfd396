package com.couponcommerce.workers.testkit.sms;

import java.time.Instant;

/**
 * An SMS that the stub accepted.
 *
 * @param number position among the messages of the stub, from 1
 * @param provider twilio or aws-sns
 * @param to a phone number, or a topic's ARN
 * @param from a number, a name or a messaging service; empty if the request has none
 * @param id the provider's id of the message
 */
public record ReceivedSms(
    long number,
    String provider,
    String to,
    String from,
    String body,
    String id,
    Instant received) {}
