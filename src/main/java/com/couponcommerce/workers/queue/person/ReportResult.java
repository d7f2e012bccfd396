package com.couponcommerce.workers.queue.person;

/**
 * The result of keeping a delivery report.
 *
 * @param isNew false if this report, or a later one, was known already; then nothing has changed
 * @param optedOut true if it put the recipient on the opt-out list
 */
public record ReportResult(boolean isNew, boolean optedOut) {}
