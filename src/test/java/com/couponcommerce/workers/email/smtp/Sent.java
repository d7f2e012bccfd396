package com.couponcommerce.workers.email.smtp;

import java.util.List;

/**
 * A mail that was sent, as the client reports it and as the server has it.
 *
 * @param recipients those of the envelope
 * @param accepted those for whom the server has accepted it
 * @param misled true if no client could tell, see {@link Referee}
 */
public record Sent(
    TransactionResult result, List<String> recipients, List<String> accepted, boolean misled) {}
