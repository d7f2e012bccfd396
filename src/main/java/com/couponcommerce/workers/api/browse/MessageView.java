package com.couponcommerce.workers.api.browse;

import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import com.couponcommerce.workers.mask.Mask;
import com.couponcommerce.workers.message.DeadLetterNote;
import com.couponcommerce.workers.message.LastFailure;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.browse.FoundMessage;
import com.couponcommerce.workers.queue.browse.MaskedPayload;
import com.couponcommerce.workers.queue.browse.MessageSearch;
import com.couponcommerce.workers.queue.browse.QueueSecret;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Shows messages as JSON with recipients masked. An operator can reveal them one by one. */
public final class MessageView {
  private static final EventLog LOG = EventLog.of(MessageView.class);

  private final QueueSecret secret;
  private final Function<Payload, Optional<String>> problems;
  private final BiFunction<DeadLetterNote, LastFailure, Advice.Given> advice;

  /**
   * @param problems tells why a payload can never be sent as it is; empty if it can
   * @param advice for a dead letter
   */
  MessageView(
      QueueSecret secret,
      Function<Payload, Optional<String>> problems,
      BiFunction<DeadLetterNote, LastFailure, Advice.Given> advice) {
    this.secret = secret;
    this.problems = problems;
    this.advice = advice;
  }

  JsonObjectBuilder page(MessageSearch.Page page) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("messages", messages(page.found()))
            .add("scanned", page.scanned())
            .add("total", page.total());
    page.next().ifPresent(cursor -> json.add("next", secret.seal(cursor)));
    return json;
  }

  /** Returns messages, in their order. */
  public JsonArrayBuilder messages(List<FoundMessage> messages) {
    JsonArrayBuilder json = Json.createArrayBuilder();
    messages.forEach(message -> json.add(message(message)));
    return json;
  }

  /** Returns one message, whatever it holds: one bad message must not hide the others of a page. */
  private JsonObjectBuilder message(FoundMessage message) {
    try {
      return shown(message);
    } catch (RuntimeException e) {
      LOG.warning(
          LogLine.saying("view-failed", "a message cannot be shown; please report this")
              .with("entry", secret.entry(message))
              .error(e));
      return outline(message)
          .add("message", Json.createObjectBuilder().add("undecodable", "it cannot be shown"));
    }
  }

  private JsonObjectBuilder shown(FoundMessage message) {
    JsonObjectBuilder json = outline(message);
    addId(message, json);
    if (message.state() == QueueState.DEAD_LETTER) {
      DeadLetterNote note = DeadLetterNote.of(message.payload());
      json.add("reason", note.reason().map(Mask::text).orElse("invalid"));
      problem(message).ifPresent(problem -> json.add("problem", problem));
      note.code().map(Mask::text).ifPresent(code -> json.add("code", code));
      note.at().ifPresent(at -> json.add("at", at.toString()));
      advice.apply(note, lastFailure(message.payload())).addTo(json);
    }
    try (JsonReader masked =
        Json.createReader(new StringReader(MaskedPayload.json(message.payload())))) {
      return json.add("message", masked.readObject());
    }
  }

  /** Returns what is known of a message without reading it. */
  private JsonObjectBuilder outline(FoundMessage message) {
    JsonObjectBuilder json = Json.createObjectBuilder().add("state", message.state().id());
    if (message.state() == QueueState.DEAD_LETTER) {
      json.add("entry", secret.entry(message)).add("place", message.place());
    }
    String scored = message.state() == QueueState.RETRY ? "due" : "claimed";
    message.scored().ifPresent(time -> json.add(scored, time.toString()));
    return json.add("bytes", message.size());
  }

  /** Returns the problem of an undecodable payload, which carries no reason. */
  Optional<String> problem(FoundMessage message) {
    boolean isInvalid =
        message.state() == QueueState.DEAD_LETTER
            && message.isWhole()
            && DeadLetterNote.of(message.payload()).reason().isEmpty();
    return isInvalid ? problems.apply(message.payload()).map(Mask::text) : Optional.empty();
  }

  private static LastFailure lastFailure(Payload payload) {
    try {
      return LastFailure.of(MessageFields.parse(payload));
    } catch (RefusedMessageException e) {
      return LastFailure.NONE;
    }
  }

  private static void addId(FoundMessage message, JsonObjectBuilder json) {
    try {
      MessageFields.parse(message.payload()).id().ifPresent(id -> json.add("id", id.value()));
    } catch (RefusedMessageException e) {
      // It has no id.
    }
  }
}
