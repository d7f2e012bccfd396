package com.couponcommerce.workers.api.browse;

import com.couponcommerce.workers.api.audit.Action;
import com.couponcommerce.workers.api.audit.Audit;
import com.couponcommerce.workers.api.http.AllowedTo;
import com.couponcommerce.workers.api.http.Answers;
import com.couponcommerce.workers.api.http.Caller;
import com.couponcommerce.workers.api.http.Channels;
import com.couponcommerce.workers.api.http.Problem;
import com.couponcommerce.workers.api.http.Query;
import com.couponcommerce.workers.api.http.Roles;
import com.couponcommerce.workers.api.job.JobView;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.audit.Actor;
import com.couponcommerce.workers.queue.job.JobOrder;
import com.couponcommerce.workers.queue.job.JobOrder.Verb;
import com.couponcommerce.workers.queue.job.Jobs;
import com.couponcommerce.workers.queue.redis.RedisPools;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lists and counts the dead letters of a channel, and starts jobs that redrive or discard many of
 * them.
 */
@Path("/queues/{channel}/dead-letters")
@Singleton
public class DeadLettersResource {
  @Inject private RedisPools redis;
  @Inject private MessageBrowser browser;
  @Inject private Caller caller;
  @Inject private Audit audit;
  @Inject private SelectedDeadLetters selected;

  /**
   * Returns the dead letters that match a filter, masked, newest first or oldest first, and the
   * cursor of the next page.
   *
   * @return 200; 400 with all mistakes in the query
   */
  @GET
  @AllowedTo({Roles.VIEWER, Roles.OPERATOR})
  public Response deadLetters(@PathParam("channel") String id, @Context UriInfo uri) {
    Channel channel = Channels.of(id);
    return browser.answer(channel, uri, Set.of("order"), MessageQuery::order);
  }

  /**
   * Counts the dead letters that match a filter by reason, code and words, and returns the cursor
   * to continue with.
   *
   * @return 200; 400 with all mistakes in the query
   */
  @GET
  @Path("reasons")
  @AllowedTo({Roles.VIEWER, Roles.OPERATOR})
  public Response reasons(@PathParam("channel") String id, @Context UriInfo uri) {
    return browser.reasons(Channels.of(id), uri);
  }

  /**
   * Moves the entries of the body back to pending at once; without a body, starts a job that
   * redrives the dead letters that match a filter, or all.
   *
   * @return 200 with what was moved, or 202 with the job; 400 with all mistakes in the query; 404
   *     if the entries cannot be found in time; 409 if a job is running; 422 if the body is invalid
   */
  @POST
  @Path("redrive")
  @AllowedTo(Roles.OPERATOR)
  public Response redrive(@PathParam("channel") String id, @Context UriInfo uri, InputStream body)
      throws IOException {
    Channel channel = Channels.of(id);
    byte[] entries = body.readAllBytes();
    if (entries.length > 0) {
      refuseQuery(uri);
      return selected.redrive(channel, Selection.read(entries));
    }
    return start(
        channel,
        MessageQuery.read(uri, Set.of("rate", "dryRun"), query -> order(Verb.REDRIVE, query)));
  }

  /**
   * Removes the entries of the body for good, at once.
   *
   * @return 200 with what was removed; 404 if the entries cannot be found in time; 422 if the body
   *     is invalid
   */
  @POST
  @Path("discard")
  @Consumes(MediaType.APPLICATION_JSON)
  @AllowedTo(Roles.OPERATOR)
  public Response discardSelected(
      @PathParam("channel") String id, @Context UriInfo uri, InputStream body) throws IOException {
    Channel channel = Channels.of(id);
    refuseQuery(uri);
    return selected.discard(channel, Selection.read(body.readAllBytes()));
  }

  /** Refuses a filter beside entries, which would not be applied. */
  private static void refuseQuery(UriInfo uri) {
    Query.read(uri.getQueryParameters(), Set.of(), query -> "");
  }

  /**
   * Starts a job that discards the dead letters that match a filter, or all with {@code all=true}.
   *
   * @return 202 with the job; 400 with all mistakes in the query; 409 if a job is running
   */
  @DELETE
  @AllowedTo(Roles.OPERATOR)
  public Response discard(@PathParam("channel") String id, @Context UriInfo uri) {
    Channel channel = Channels.of(id);
    return start(
        channel,
        MessageQuery.read(
            uri,
            Set.of("rate", "dryRun", "all"),
            query -> {
              JobOrder order = order(Verb.DISCARD, query);
              if (order.filter().isAll() != query.flag("all")) {
                query.error(
                    "either a filter or all=true, which discards every dead letter, is required");
              }
              return order;
            }));
  }

  private JobOrder order(Verb verb, Query query) {
    return new JobOrder(
        verb,
        query.flag("dryRun"),
        MessageQuery.filter(query),
        MessageQuery.rate(query),
        new Actor(caller.name(), caller.address()));
  }

  private Response start(Channel channel, JobOrder order) {
    Optional<String> job =
        audit.attempt(
            Action.of(order.verb()),
            channel,
            List.of(),
            () -> new Jobs(redis, channel).create(order));
    audit.record(
        Action.of(order.verb()),
        channel,
        job.map(id -> List.of("job:" + id)).orElse(List.of()),
        (job.isEmpty() ? "refused, a job is running" : order.dryRun() ? "counting" : "started")
            + JobView.told(order));
    return Answers.accepted(
        Json.createObjectBuilder()
            .add(
                "job",
                job.orElseThrow(
                    () ->
                        Problem.conflict(
                            "a job over these dead letters is already running: wait for it or stop"
                                + " it, see /queues/"
                                + channel
                                + "/jobs"))));
  }
}
