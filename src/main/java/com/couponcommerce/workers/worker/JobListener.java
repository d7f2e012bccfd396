package com.couponcommerce.workers.worker;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.job.Job;

/** Hears of jobs that have ended by themselves, once each. */
public interface JobListener {

  /** The job is done, or has failed. */
  void ended(Channel channel, Job job);
}
