package com.couponcommerce.workers.message;

import java.util.Optional;

/**
 * What a provider reported, later, about a text that it had taken.
 *
 * @param id ours
 * @param code why it failed, in the provider's numbers
 * @param providerId what the provider calls the text; another one for each try
 * @param recipient empty where it is no number that could be texted to
 */
public record DeliveryReport(
    MessageId id,
    ReportedStatus status,
    Optional<String> code,
    String providerId,
    Optional<PhoneNumber> recipient,
    Suppression suppression) {}
