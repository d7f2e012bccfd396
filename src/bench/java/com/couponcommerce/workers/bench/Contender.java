package com.couponcommerce.workers.bench;

/** A sender of mails that is measured beside others. */
record Contender(String name, Round round) {

  /** Sends mails. */
  interface Round {
    /** Sends a number of mails and returns how many a second. */
    double perSecond(int count) throws Exception;
  }
}
