package com.couponcommerce.workers.api.browse;

import com.couponcommerce.workers.api.audit.Action;
import com.couponcommerce.workers.api.audit.Audit;
import com.couponcommerce.workers.api.http.AllowedTo;
import com.couponcommerce.workers.api.http.Answers;
import com.couponcommerce.workers.api.http.Channels;
import com.couponcommerce.workers.api.http.Problem;
import com.couponcommerce.workers.api.http.Roles;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.browse.Cursor;
import com.couponcommerce.workers.queue.browse.MessageTrace;
import com.couponcommerce.workers.queue.browse.MessageTrace.Trace;
import com.couponcommerce.workers.queue.browse.QueueSecret;
import com.couponcommerce.workers.queue.browse.QueueSecrets;
import com.couponcommerce.workers.queue.person.DeliveryReports;
import com.couponcommerce.workers.queue.person.DeliveryReports.Latest;
import com.couponcommerce.workers.queue.redis.RedisPools;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Shows one message, named by its id. An id may contain slashes. */
@Path("/messages/{channel}")
@Singleton
public class MessageResource {
  /** Limit of the search for a message to reveal. */
  private static final Duration BUDGET = Duration.ofSeconds(10);

  @Inject private RedisPools redis;
  @Inject private MessageViews views;
  @Inject private Audit audit;
  @Inject private QueueSecrets secrets;

  /**
   * Shows where a message is, with its failed attempts, or when it was delivered; for an SMS also
   * the latest report of its provider.
   *
   * @return 200, with {@code next} if the search is incomplete; 404 if there is no such message
   */
  @GET
  @Path("{id: .+}")
  @AllowedTo({Roles.VIEWER, Roles.OPERATOR})
  public Response message(
      @PathParam("channel") String channelId, @PathParam("id") String id, @Context UriInfo uri) {
    Channel channel = Channels.of(channelId);
    MessageId wanted = id(id);
    QueueSecret secret = secrets.of(channel);
    Optional<Cursor> cursor =
        MessageQuery.read(
            uri,
            Set.of("cursor"),
            query -> MessageQuery.cursor(query, secret, Set.of(QueueState.values())));
    MessageTrace traces = new MessageTrace(redis, channel);
    Trace trace = traces.find(wanted, cursor, MessageBrowser.BUDGET);
    Optional<Instant> delivered = traces.delivered(wanted);
    Optional<Latest> report = new DeliveryReports(redis, channel).find(wanted);
    boolean isKnown = delivered.isPresent() || report.isPresent();
    if (trace.found().isEmpty() && trace.next().isEmpty() && !isKnown) {
      throw notFound(wanted, trace);
    }
    MessageView view = views.of(channel, secret);
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("id", wanted.value())
            .add("messages", view.messages(trace.found()))
            .add("scanned", trace.scanned());
    delivered.ifPresent(at -> json.add("delivered", at.toString()));
    report.ifPresent(latest -> json.add("report", report(latest)));
    trace.next().ifPresent(next -> json.add("next", secret.seal(next)));
    return Answers.ok(json);
  }

  /**
   * Shows the message unmasked and records that in the audit.
   *
   * @return 200; 404 if there is no such message
   */
  @POST
  @Path("{id: .+}/reveal")
  @AllowedTo(Roles.OPERATOR)
  public Response reveal(@PathParam("channel") String channelId, @PathParam("id") String id) {
    Channel channel = Channels.of(channelId);
    MessageId wanted = id(id);
    Trace trace = new MessageTrace(redis, channel).find(wanted, Optional.empty(), BUDGET);
    if (trace.found().isEmpty()) {
      throw notFound(wanted, trace);
    }
    audit.record(Action.REVEAL, channel, List.of(wanted.value()), "done");
    QueueSecret secret = secrets.of(channel);
    JsonArrayBuilder revealed = Json.createArrayBuilder();
    trace.found().forEach(message -> revealed.add(RevealedMessage.json(message, secret)));
    return Answers.ok(
        Json.createObjectBuilder().add("id", wanted.value()).add("messages", revealed));
  }

  private static JsonObjectBuilder report(Latest report) {
    JsonObjectBuilder json = Json.createObjectBuilder().add("status", report.status());
    report.code().ifPresent(code -> json.add("code", code));
    return json.add("providerId", report.providerId()).add("at", report.at().toString());
  }

  private static MessageId id(String id) {
    try {
      return new MessageId(id);
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest(String.valueOf(e.getMessage()));
    }
  }

  private static Problem notFound(MessageId id, Trace trace) {
    String looked =
        trace.next().isPresent()
            ? "the first " + trace.scanned() + " messages"
            : "all " + trace.scanned() + " messages";
    return Problem.notFound(
        "message "
            + id
            + " is not among "
            + looked
            + "; a delivered message is known for DEDUPE_TTL if its producer gave the id");
  }
}
