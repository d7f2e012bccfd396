package com.couponcommerce.workers.testkit.sms;

import java.time.Instant;

/**
 * A text as the stub took it over.
 *
 * @param number counts the texts of the stub from 1
 * @param provider twilio or aws-sns
 * @param to a phone number, or a topic's ARN
 * @param from a number, a name or a messaging service; empty where the request has none
 * @param id what the provider calls it
 */
public record ReceivedSms(
    long number,
    String provider,
    String to,
    String from,
    String body,
    String id,
    Instant received) {}
