package com.couponcommerce.workers.api.job;

import com.couponcommerce.workers.api.audit.Action;
import com.couponcommerce.workers.api.audit.Audit;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.job.Job;
import com.couponcommerce.workers.worker.JobListener;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;

/** Records the end of a job in the name of the user that started it. */
@Singleton
public final class JobAudit implements JobListener {
  private final Audit audit;

  @Inject
  public JobAudit(Audit audit) {
    this.audit = audit;
  }

  @Override
  public void ended(Channel channel, Job job) {
    audit.record(
        job.order().actor(),
        Action.of(job.order().verb()),
        channel,
        List.of("job:" + job.id()),
        JobView.outcome(job));
  }
}
