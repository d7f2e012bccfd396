package com.couponcommerce.workers.queue.backup;

/**
 * The result of importing a run of messages.
 *
 * @param next number of the file's message that comes next
 * @param skipped messages that an earlier call had imported
 * @param twins messages of retry that went to pending, since a byte-identical one waits in retry
 */
public record ImportResult(long next, int skipped, int twins) {}
