package com.couponcommerce.workers.api.browse;

import com.couponcommerce.workers.api.audit.Audit;
import com.couponcommerce.workers.api.http.AllowedTo;
import com.couponcommerce.workers.api.http.Answers;
import com.couponcommerce.workers.api.http.Caller;
import com.couponcommerce.workers.api.http.Channels;
import com.couponcommerce.workers.api.http.Problem;
import com.couponcommerce.workers.api.http.Query;
import com.couponcommerce.workers.api.http.Roles;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.JobOrder;
import com.couponcommerce.workers.queue.JobOrder.Verb;
import com.couponcommerce.workers.queue.MessageSearch;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.Redis;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The dead letters of a channel: looked through, counted, and worked on many at a time. */
@Path("/queues/{channel}/dead-letters")
@Singleton
public class DeadLettersResource {
  /** Counting is asked for seldom, and a part of a count is of less use than a part of a list. */
  private static final Duration COUNT_BUDGET = Duration.ofSeconds(1);

  @Inject private Redis redis;
  @Inject private MessageBrowser browser;
  @Inject private Caller caller;
  @Inject private Audit audit;

  /**
   * Dead letters that a filter lets through, the newest first, masked, and where to go on.
   *
   * @return 200; 400 with everything that is wrong with the query
   */
  @GET
  @AllowedTo({Roles.VIEWER, Roles.OPERATOR})
  public Response deadLetters(@PathParam("channel") String id, @Context UriInfo uri) {
    Channel channel = Channels.of(id);
    return browser.answer(
        MessageQuery.read(
            uri,
            Set.of("cursor", "limit"),
            query -> MessageBrowser.Question.of(channel, QueueState.DEAD_LETTER, query)));
  }

  /** How many there are of each reason and code, and where to go on counting. */
  @GET
  @Path("reasons")
  @AllowedTo({Roles.VIEWER, Roles.OPERATOR})
  public Response reasons(@PathParam("channel") String id, @Context UriInfo uri) {
    Channel channel = Channels.of(id);
    ReasonCounts counts = new ReasonCounts();
    MessageSearch.Page page =
        redis
            .search(channel)
            .search(
                QueueState.DEAD_LETTER,
                MessageQuery.read(
                    uri,
                    Set.of("cursor"),
                    query -> MessageQuery.cursor(query, Set.of(QueueState.DEAD_LETTER))),
                counts::count,
                1,
                COUNT_BUDGET);
    return Answers.ok(counts.json(page));
  }

  /**
   * Starts a job that redrives those that a filter lets through, or all.
   *
   * @return 202 with the job; 400 with everything that is wrong with the query; 409 where a job
   *     runs
   */
  @POST
  @Path("redrive")
  @AllowedTo(Roles.OPERATOR)
  public Response redrive(@PathParam("channel") String id, @Context UriInfo uri) {
    Channel channel = Channels.of(id);
    return start(
        channel,
        MessageQuery.read(uri, Set.of("rate", "dryRun"), query -> order(Verb.REDRIVE, query)));
  }

  /**
   * Starts a job that discards those that a filter lets through; all only where {@code all=true}.
   *
   * @return 202 with the job; 400 with everything that is wrong with the query; 409 where a job
   *     runs
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
                query.error("give a filter, or all=true to discard every dead letter");
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
        caller.name(),
        caller.address());
  }

  private Response start(Channel channel, JobOrder order) {
    Optional<String> job = redis.jobs(channel).create(order);
    audit.record(
        order.verb().id(),
        channel,
        job.map(id -> List.of("job:" + id)).orElse(List.of()),
        job.isEmpty() ? "refused, a job runs" : order.dryRun() ? "counting" : "started");
    return Answers.accepted(
        Json.createObjectBuilder()
            .add(
                "job",
                job.orElseThrow(
                    () ->
                        Problem.conflict(
                            "a job over these dead letters runs already: wait or stop it, see "
                                + "/queues/"
                                + channel
                                + "/jobs"))));
  }
}
