package com.couponcommerce.workers.api.browse;

import com.couponcommerce.workers.api.audit.Action;
import com.couponcommerce.workers.api.audit.Audit;
import com.couponcommerce.workers.api.http.AllowedTo;
import com.couponcommerce.workers.api.http.Answers;
import com.couponcommerce.workers.api.http.Channels;
import com.couponcommerce.workers.api.http.Problem;
import com.couponcommerce.workers.api.http.Roles;
import com.couponcommerce.workers.delivery.MessageDecoders;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.queue.browse.DeadLetters;
import com.couponcommerce.workers.queue.browse.FoundMessage;
import com.couponcommerce.workers.queue.browse.MessageSearch;
import com.couponcommerce.workers.queue.browse.QueueSecret;
import com.couponcommerce.workers.queue.browse.QueueSecrets;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.settings.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Redrives, edits, discards and reveals one dead letter, which its entry names. The query can give
 * the place where it was seen, which speeds up the search in a long list.
 */
@Path("/queues/{channel}/dead-letters/{entry: [0-9a-f]{32}}")
@Singleton
public class DeadLetterResource {
  /** Limit of the search for an entry; a million dead letters take a few seconds. */
  private static final Duration BUDGET = Duration.ofSeconds(10);

  private static final String MERGE_PATCH = "application/merge-patch+json";

  @Inject private RedisPools redis;
  @Inject private MessageDecoders decoders;
  @Inject private Settings settings;
  @Inject private Audit audit;
  @Inject private QueueSecrets secrets;
  @Inject private InstantSource clock;

  /**
   * Moves the dead letter back to pending, to be sent again. A message that was delivered before
   * under its id is sent again too.
   *
   * @return 200; 404 if the dead letter is gone; 409 if it cannot be sent as it is
   */
  @POST
  @Path("redrive")
  @AllowedTo(Roles.OPERATOR)
  public Response redrive(
      @PathParam("channel") String id, @PathParam("entry") String entry, @Context UriInfo uri) {
    Channel channel = Channels.of(id);
    FoundMessage found = find(channel, entry, uri);
    try {
      decoders.check(channel, found.payload(), clock.instant());
      return redrive(channel, entry, found, found.payload(), Action.REDRIVE);
    } catch (RefusedMessageException e) {
      throw Problem.conflict(
          "the message cannot be sent as it is: " + e.problem() + "; edit or discard it");
    }
  }

  /**
   * Changes the dead letter by a JSON Merge Patch (RFC 7396) and moves it back to pending, in one
   * step.
   *
   * @return 200; 400 if the body is no patch; 404 if the dead letter is gone; 409 if it is no JSON
   *     object; 422 if the edited message is invalid
   */
  @PATCH
  @Consumes(MERGE_PATCH)
  @AllowedTo(Roles.OPERATOR)
  public Response edit(
      @PathParam("channel") String id,
      @PathParam("entry") String entry,
      @Context UriInfo uri,
      InputStream body)
      throws IOException {
    Channel channel = Channels.of(id);
    int maxBytes = settings.work().messages().maxBytes();
    DeadLetterEdit edit = DeadLetterEdit.read(body);
    FoundMessage found = find(channel, entry, uri);
    Payload becomes = edit.apply(found.payload(), channel);
    if (becomes.size() > maxBytes) {
      throw Problem.invalid("the edited message is larger than MAX_MESSAGE_BYTES", List.of());
    }
    try {
      decoders.check(channel, becomes, clock.instant());
      return redrive(channel, entry, found, becomes, Action.EDIT);
    } catch (RefusedMessageException e) {
      throw Problem.invalid("the edited message is invalid", List.of(e.problem()));
    }
  }

  /**
   * Removes the dead letter for good.
   *
   * @return 204; 404 if the dead letter is gone
   */
  @DELETE
  @AllowedTo(Roles.OPERATOR)
  public Response discard(
      @PathParam("channel") String id, @PathParam("entry") String entry, @Context UriInfo uri) {
    Channel channel = Channels.of(id);
    FoundMessage found = find(channel, entry, uri);
    boolean done =
        audit.attempt(
            Action.DISCARD,
            channel,
            List.of(entry),
            () -> new DeadLetters(redis, channel).discard(found));
    audit.record(Action.DISCARD, channel, List.of(entry), outcome(done));
    if (!done) {
      throw gone(entry);
    }
    return Response.noContent().build();
  }

  /**
   * Shows the dead letter unmasked and records that in the audit.
   *
   * @return 200; 404 if the dead letter is gone
   */
  @POST
  @Path("reveal")
  @AllowedTo(Roles.OPERATOR)
  public Response reveal(
      @PathParam("channel") String id, @PathParam("entry") String entry, @Context UriInfo uri) {
    Channel channel = Channels.of(id);
    FoundMessage found = find(channel, entry, uri);
    audit.record(Action.REVEAL, channel, List.of(entry), "done");
    return Answers.ok(RevealedMessage.json(found, secrets.of(channel)));
  }

  private FoundMessage find(Channel channel, String entry, UriInfo uri) {
    QueueSecret secret = secrets.of(channel);
    MessageSearch.Page page =
        new DeadLetters(redis, channel)
            .find(
                message -> secret.entry(message).equals(entry),
                MessageQuery.read(
                    uri, Set.of("place"), query -> query.number("place", 0, 999_999_999_999L)),
                BUDGET);
    if (page.found().isEmpty() && page.next().isPresent()) {
      throw Problem.notFound(
          "the entry is not among the "
              + page.scanned()
              + " newest of "
              + page.total()
              + " dead letters: give the place where it was seen, with ?place=");
    }
    return page.found().stream().findFirst().orElseThrow(() -> gone(entry));
  }

  private Response redrive(
      Channel channel, String entry, FoundMessage found, Payload becomes, Action action)
      throws RefusedMessageException {
    Optional<MessageId> id = MessageFields.parse(becomes).id();
    // The mark of another id belongs to another message.
    Optional<MessageId> before = MessageFields.parse(found.payload()).id();
    Optional<MessageId> cleared = id.filter(same -> before.filter(same::equals).isPresent());
    boolean done =
        audit.attempt(
            action,
            channel,
            List.of(entry),
            () -> new DeadLetters(redis, channel).redrive(found, becomes, cleared));
    audit.record(action, channel, List.of(entry), outcome(done));
    if (!done) {
      throw gone(entry);
    }
    JsonObjectBuilder json = Json.createObjectBuilder().add("entry", entry);
    id.ifPresent(known -> json.add("id", known.value()));
    return Answers.ok(json.add("state", "pending"));
  }

  private static String outcome(boolean done) {
    return done ? "done" : "gone";
  }

  private static Problem gone(String entry) {
    return Problem.notFound("there is no dead letter " + entry + ": it was moved or discarded");
  }
}
