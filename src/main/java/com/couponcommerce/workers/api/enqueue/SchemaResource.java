package com.couponcommerce.workers.api.enqueue;

import com.couponcommerce.workers.api.http.AllowedTo;
import com.couponcommerce.workers.api.http.Channels;
import com.couponcommerce.workers.api.http.Roles;
import com.couponcommerce.workers.message.MessageSchema;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/** Shows the JSON Schema of messages, for the tests of producers. */
@Path("/queues/{channel}/schema")
@Singleton
public class SchemaResource {
  private static final String MEDIA_TYPE = "application/schema+json";

  /** Shows the schema of a channel's messages; it changes only with the application. */
  @GET
  @AllowedTo({Roles.PRODUCER, Roles.VIEWER, Roles.OPERATOR})
  public Response schema(@PathParam("channel") String channel) {
    return Response.ok(MessageSchema.of(Channels.of(channel)), MEDIA_TYPE).build();
  }
}
