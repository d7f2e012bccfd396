package com.couponcommerce.workers.worker;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.job.Job;

/** Listener to jobs that have ended by themselves, called once for each. */
public interface JobListener {

  /** Called when a job is done or has failed. */
  void ended(Channel channel, Job job);
}
