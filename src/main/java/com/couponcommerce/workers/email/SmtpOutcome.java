package com.couponcommerce.workers.email;

import com.couponcommerce.workers.sender.DeliveryResult;

/**
 * The outcome of an attempt, for the message and for the connection.
 *
 * @param result the result for the message
 */
record SmtpOutcome(DeliveryResult result, Connection connection) {

  enum Connection {
    /** The connection is reusable: the server answered in order and was sent RSET. */
    KEEP,
    /** The state of the dialogue is unknown. */
    CLOSE,
    /**
     * The same as CLOSE. A connection that was used before had probably timed out: send again over
     * a new one.
     */
    STALE
  }
}
