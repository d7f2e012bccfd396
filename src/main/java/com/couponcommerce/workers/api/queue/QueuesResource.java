package com.couponcommerce.workers.api.queue;

import com.couponcommerce.workers.api.http.AllowedTo;
import com.couponcommerce.workers.api.http.Answers;
import com.couponcommerce.workers.api.http.Roles;
import com.couponcommerce.workers.message.Channel;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** Shows the state of all queues. */
@Path("/queues")
@Singleton
public class QueuesResource {
  @Inject private QueueJson queues;

  /** Shows the state of all queues. Answers within 2 s, with 503 if Redis does not answer. */
  @GET
  @AllowedTo({Roles.VIEWER, Roles.OPERATOR})
  public Response all() {
    JsonArrayBuilder all = Json.createArrayBuilder();
    for (Channel channel : Channel.values()) {
      all.add(queues.of(channel));
    }
    return Answers.ok(Json.createObjectBuilder().add("queues", all));
  }
}
