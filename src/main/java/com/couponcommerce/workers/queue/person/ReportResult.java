package com.couponcommerce.workers.queue.person;

/** The result of keeping a delivery report. */
public enum ReportResult {
  /** This report, or a later one, was known already: nothing has changed. */
  KNOWN,
  /** It is the latest report of its message. */
  NEW,
  /** It is the latest report of its message, and put the recipient on the list of opt-outs. */
  NEW_AND_OPTED_OUT
}
