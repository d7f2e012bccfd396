package com.couponcommerce.workers.api.person;

import com.couponcommerce.workers.api.audit.Action;
import com.couponcommerce.workers.api.audit.Audit;
import com.couponcommerce.workers.api.browse.MessageView;
import com.couponcommerce.workers.api.browse.MessageViews;
import com.couponcommerce.workers.api.http.AllowedTo;
import com.couponcommerce.workers.api.http.Answers;
import com.couponcommerce.workers.api.http.Problem;
import com.couponcommerce.workers.api.http.Query;
import com.couponcommerce.workers.api.http.Roles;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.browse.Cursor;
import com.couponcommerce.workers.queue.browse.FoundMessage;
import com.couponcommerce.workers.queue.browse.MessageTrace;
import com.couponcommerce.workers.queue.browse.MessageTrace.Trace;
import com.couponcommerce.workers.queue.browse.QueueSecret;
import com.couponcommerce.workers.queue.browse.QueueSecrets;
import com.couponcommerce.workers.queue.person.DeliveryReports;
import com.couponcommerce.workers.queue.person.RedisOptOutList;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.sender.ErasableRecipient;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Shows where one person's data is, and erases it (GDPR). */
@Path("/recipients/{address: .+}")
@Singleton
public class RecipientResource {
  private static final String KEEP = "keep";
  private static final String REMOVE = "remove";

  /** Limit of one search: a complete one may take several requests. */
  private static final Duration SEARCH_BUDGET = Duration.ofSeconds(1);

  private static final int MAX_REPORTS = 20;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  @Inject private RecipientEraser eraser;
  @Inject private RedisPools redis;
  @Inject private MessageViews views;
  @Inject private QueueSecrets secrets;
  @Inject private Audit audit;

  /**
   * Shows where a person stands: the messages to that address in all states, masked, whether the
   * number is on the list of opt-outs, and the latest delivery reports. Recorded in the audit.
   *
   * @return 200, with {@code next} if not all messages were searched; 400 with all mistakes
   */
  @GET
  @AllowedTo(Roles.OPERATOR)
  public Response find(@PathParam("address") String address, @Context UriInfo uri) {
    Channel channel = channel(address);
    ErasableRecipient recipient = recipient(channel, address);
    QueueSecret secret = secrets.of(channel);
    Optional<Cursor> cursor =
        Query.read(
            uri.getQueryParameters(),
            Set.of("cursor"),
            query ->
                query.value(
                    "cursor",
                    secret::open,
                    "must be the next of an earlier answer to the same question"));
    Trace trace =
        new MessageTrace(redis, channel)
            .find(message -> names(recipient, message), cursor, SEARCH_BUDGET);
    audit.record(
        Action.FIND,
        channel,
        List.of(recipient.toString()),
        "found " + trace.found().size() + " of " + trace.scanned());
    MessageView view = views.of(channel, secret);
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("recipient", recipient.toString())
            .add("channel", channel.id())
            .add("messages", view.messages(trace.found()))
            .add("scanned", trace.scanned())
            .add("reports", reports(channel, recipient));
    new RedisOptOutList(redis, channel)
        .since(recipient.key())
        .ifPresent(since -> json.add("optedOut", since.toString()));
    trace.next().ifPresent(next -> json.add("next", secret.seal(next)));
    return Answers.ok(json);
  }

  private static boolean names(ErasableRecipient recipient, FoundMessage message) {
    return recipient
        .verdict(message.payload())
        .match(keep -> false, remove -> true, replace -> true);
  }

  private JsonArrayBuilder reports(Channel channel, ErasableRecipient recipient) {
    DeliveryReports reports = new DeliveryReports(redis, channel);
    JsonArrayBuilder json = Json.createArrayBuilder();
    for (MessageId id : reports.reported(recipient.key(), MAX_REPORTS)) {
      reports
          .find(id)
          .ifPresent(
              latest ->
                  json.add(
                      Json.createObjectBuilder()
                          .add("id", id.value())
                          .add("status", latest.status())
                          .add("at", latest.at().toString())));
    }
    return json;
  }

  /**
   * Removes one person's data from the queue of e-mail or SMS. Answers 202 while it finds something
   * or has not searched everything; the caller repeats the request until the answer is 200.
   *
   * @param optOut whether a number stays on the list of opt-outs: {@code keep} or {@code remove}
   */
  @DELETE
  @AllowedTo(Roles.OPERATOR)
  public Response erase(
      @PathParam("address") String address, @QueryParam("optOut") @Nullable String optOut) {
    Channel channel = channel(address);
    ErasableRecipient recipient = recipient(channel, address);
    boolean removesOptOut = channel == Channel.SMS && removes(optOut);
    Erasure erasure =
        audit.attempt(
            Action.ERASE,
            channel,
            List.of(recipient.toString()),
            () -> eraser.erase(channel, recipient, removesOptOut));
    audit.record(Action.ERASE, channel, List.of(recipient.toString()), outcome(erasure));
    JsonObjectBuilder json = json(channel, recipient, erasure);
    return erasure.done() ? Answers.ok(json) : Answers.accepted(json, RETRY_AFTER);
  }

  private static Channel channel(String address) {
    if (address.indexOf('@') < 0 && address.chars().noneMatch(Character::isDigit)) {
      throw Problem.badRequest(
          "the path must end with an e-mail address, such as user@example.com, or a phone number,"
              + " such as +4915123456789");
    }
    return address.indexOf('@') < 0 ? Channel.SMS : Channel.EMAIL;
  }

  private static boolean removes(@Nullable String optOut) {
    if (!KEEP.equals(optOut) && !REMOVE.equals(optOut)) {
      throw Problem.badRequest(
          "set ?optOut=keep to keep the number on the list of opt-outs if it is there, or"
              + " ?optOut=remove to erase it from that list too, after which it may get SMS again");
    }
    return REMOVE.equals(optOut);
  }

  private ErasableRecipient recipient(Channel channel, String address) {
    try {
      return eraser.recipient(channel, address);
    } catch (RefusedMessageException e) {
      throw Problem.badRequest(e.problem());
    }
  }

  private static String outcome(Erasure erasure) {
    long removed = erasure.messages().removed().values().stream().mapToLong(Long::longValue).sum();
    long changed = erasure.messages().changed().values().stream().mapToLong(Long::longValue).sum();
    return "removed=%d changed=%d in_flight=%d traces=%d %s"
        .formatted(
            removed,
            changed,
            erasure.messages().inFlight(),
            erasure.forgotten().sum(),
            erasure.done() ? "done" : "incomplete");
  }

  private static JsonObjectBuilder json(
      Channel channel, ErasableRecipient recipient, Erasure erasure) {
    return Json.createObjectBuilder()
        .add("recipient", recipient.toString())
        .add("channel", channel.id())
        .add("done", erasure.done())
        .add("removed", json(erasure.messages().removed()))
        .add("changed", json(erasure.messages().changed()))
        .add("unread", erasure.messages().unread())
        .add("inFlight", erasure.messages().inFlight())
        .add("counts", erasure.forgotten().counts())
        .add("deliveryReports", erasure.forgotten().deliveries())
        .add("optOuts", erasure.forgotten().optOuts());
  }

  private static JsonObjectBuilder json(Map<QueueState, Long> counts) {
    JsonObjectBuilder json = Json.createObjectBuilder();
    for (QueueState state : List.of(QueueState.PENDING, QueueState.RETRY, QueueState.DEAD_LETTER)) {
      json.add(state.id(), counts.getOrDefault(state, 0L));
    }
    return json;
  }
}
