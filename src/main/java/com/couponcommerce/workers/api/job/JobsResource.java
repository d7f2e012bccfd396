package com.couponcommerce.workers.api.job;

import com.couponcommerce.workers.api.audit.Action;
import com.couponcommerce.workers.api.audit.Audit;
import com.couponcommerce.workers.api.http.AllowedTo;
import com.couponcommerce.workers.api.http.Answers;
import com.couponcommerce.workers.api.http.Channels;
import com.couponcommerce.workers.api.http.Problem;
import com.couponcommerce.workers.api.http.Roles;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.job.Job;
import com.couponcommerce.workers.queue.job.Jobs;
import com.couponcommerce.workers.queue.redis.RedisPools;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Shows and stops the jobs over the dead letters of a channel. */
@Path("/queues/{channel}/jobs")
@Singleton
public class JobsResource {
  @Inject private RedisPools redis;
  @Inject private Audit audit;

  /** Returns the latest jobs, newest first. */
  @GET
  @AllowedTo({Roles.VIEWER, Roles.OPERATOR})
  public Response jobs(@PathParam("channel") String id) {
    JsonArrayBuilder jobs = Json.createArrayBuilder();
    new Jobs(redis, Channels.of(id)).list().forEach(job -> jobs.add(JobView.job(job)));
    return Answers.ok(Json.createObjectBuilder().add("jobs", jobs));
  }

  /** Returns the progress of one job. */
  @GET
  @Path("{job: [0-9a-f]{16}}")
  @AllowedTo({Roles.VIEWER, Roles.OPERATOR})
  public Response job(@PathParam("channel") String id, @PathParam("job") String job) {
    return Answers.ok(JobView.job(find(Channels.of(id), job)));
  }

  /**
   * Stops a job; the messages that it has moved stay moved.
   *
   * @return 200 with the job; 404 if the job is unknown; 409 if it has ended
   */
  @POST
  @Path("{job: [0-9a-f]{16}}/stop")
  @AllowedTo(Roles.OPERATOR)
  public Response stop(@PathParam("channel") String id, @PathParam("job") String job) {
    Channel channel = Channels.of(id);
    find(channel, job);
    boolean stopped =
        audit.attempt(
            Action.STOP, channel, List.of("job:" + job), () -> new Jobs(redis, channel).stop(job));
    Job now = find(channel, job);
    String outcome = JobView.outcome(now);
    audit.record(
        Action.STOP, channel, List.of("job:" + job), stopped ? outcome : "had already ended");
    if (!stopped) {
      throw Problem.conflict("the job has already ended: " + outcome);
    }
    return Answers.ok(JobView.job(now));
  }

  private Job find(Channel channel, String job) {
    return new Jobs(redis, channel)
        .find(job)
        .orElseThrow(() -> Problem.notFound("there is no job " + job));
  }
}
