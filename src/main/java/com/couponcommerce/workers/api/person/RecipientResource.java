package com.couponcommerce.workers.api.person;

import com.couponcommerce.workers.api.audit.Audit;
import com.couponcommerce.workers.api.http.AllowedTo;
import com.couponcommerce.workers.api.http.Answers;
import com.couponcommerce.workers.api.http.Problem;
import com.couponcommerce.workers.api.http.Roles;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.sender.ErasableRecipient;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Erases one person's data (GDPR). */
@Path("/recipients/{address: .+}")
@Singleton
public class RecipientResource {
  private static final String KEEP = "keep";
  private static final String REMOVE = "remove";
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  @Inject private RecipientEraser eraser;
  @Inject private Audit audit;

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
    Channel channel = address.indexOf('@') < 0 ? Channel.SMS : Channel.EMAIL;
    boolean removesOptOut = channel == Channel.SMS && removes(optOut);
    ErasableRecipient recipient = recipient(channel, address);
    Erasure erasure =
        audit.attempt(
            "erase",
            channel,
            List.of(recipient.toString()),
            () -> eraser.erase(channel, recipient, removesOptOut));
    audit.record("erase", channel, List.of(recipient.toString()), outcome(erasure));
    JsonObjectBuilder json = json(channel, recipient, erasure);
    return erasure.done() ? Answers.ok(json) : Answers.accepted(json, RETRY_AFTER);
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
