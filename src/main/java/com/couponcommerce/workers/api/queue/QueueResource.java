package com.couponcommerce.workers.api.queue;

import com.couponcommerce.workers.api.audit.Action;
import com.couponcommerce.workers.api.audit.Audit;
import com.couponcommerce.workers.api.http.AllowedTo;
import com.couponcommerce.workers.api.http.Answers;
import com.couponcommerce.workers.api.http.Caller;
import com.couponcommerce.workers.api.http.Channels;
import com.couponcommerce.workers.api.http.Roles;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.instance.OperatorPause;
import com.couponcommerce.workers.queue.instance.Pauses;
import com.couponcommerce.workers.queue.redis.RedisPools;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Shows, pauses and resumes one queue. */
@Path("/queues/{channel}")
@Singleton
public class QueueResource {
  @Inject private QueueJson queues;
  @Inject private RedisPools redis;
  @Inject private Caller caller;
  @Inject private Audit audit;

  /** Shows the state of one queue. Answers within 2 s, with 503 if Redis does not answer. */
  @GET
  @AllowedTo({Roles.VIEWER, Roles.OPERATOR})
  public Response one(@PathParam("channel") String channelId) {
    return Answers.ok(queues.of(Channels.of(channelId)));
  }

  /**
   * Pauses a channel for all instances: after the answer no instance claims a message. A second
   * request changes the reason and the end.
   *
   * @return 200 with the pause; 422 with all mistakes
   */
  @POST
  @Path("/pause")
  @Consumes(MediaType.APPLICATION_JSON)
  @AllowedTo(Roles.OPERATOR)
  public Response pause(@PathParam("channel") String channelId, InputStream body)
      throws IOException {
    Channel channel = Channels.of(channelId);
    Pauses pauses = new Pauses(redis, channel);
    PauseRequest request = PauseRequest.read(body.readAllBytes(), pauses.now());
    OperatorPause pause =
        audit.attempt(
            Action.PAUSE,
            channel,
            List.of(),
            () -> pauses.pause(request.reason(), caller.name(), request.until()));
    audit.record(
        Action.PAUSE,
        channel,
        List.of(),
        "done"
            + request.until().map(until -> " until=" + until).orElse("")
            + " reason="
            + request.reason());
    return Answers.ok(
        Json.createObjectBuilder()
            .add("channel", channel.id())
            .add("paused", QueueJson.pause(pause)));
  }

  /** Ends the pause of any operator. Answers 200 also if there is none. */
  @POST
  @Path("/resume")
  @AllowedTo(Roles.OPERATOR)
  public Response resume(@PathParam("channel") String channelId) {
    Channel channel = Channels.of(channelId);
    boolean wasPaused =
        audit.attempt(Action.RESUME, channel, List.of(), () -> new Pauses(redis, channel).resume());
    audit.record(Action.RESUME, channel, List.of(), wasPaused ? "done" : "was not paused");
    return Answers.ok(
        Json.createObjectBuilder()
            .add("channel", channel.id())
            .addNull("paused")
            .add("wasPaused", wasPaused));
  }
}
