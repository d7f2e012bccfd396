package com.couponcommerce.workers.api.browse;

import com.couponcommerce.workers.mask.Mask;
import com.couponcommerce.workers.message.DeadLetterNote;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.browse.FoundMessage;
import com.couponcommerce.workers.queue.browse.MaskedPayload;
import com.couponcommerce.workers.queue.browse.MessageSearch;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Shows messages as JSON with recipients masked. An operator can reveal them one by one. */
final class MessageView {
  private MessageView() {}

  static JsonObjectBuilder page(
      MessageSearch.Page page, Function<Payload, Optional<String>> problems) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("messages", messages(page.found(), problems))
            .add("scanned", page.scanned())
            .add("total", page.total());
    page.next().ifPresent(cursor -> json.add("next", cursor.toString()));
    return json;
  }

  static JsonArrayBuilder messages(
      List<FoundMessage> messages, Function<Payload, Optional<String>> problems) {
    JsonArrayBuilder json = Json.createArrayBuilder();
    messages.forEach(message -> json.add(message(message, problems)));
    return json;
  }

  /**
   * Returns one message.
   *
   * @param problems tells why a payload can never be sent as it is; empty if it can
   */
  static JsonObjectBuilder message(
      FoundMessage message, Function<Payload, Optional<String>> problems) {
    JsonObjectBuilder json = Json.createObjectBuilder().add("state", message.state().id());
    addId(message, json);
    if (message.state() == QueueState.DEAD_LETTER) {
      json.add("entry", message.entry()).add("place", message.place());
      DeadLetterNote note = DeadLetterNote.of(message.payload());
      json.add("reason", note.reason().map(Mask::text).orElse("invalid"));
      problem(message, problems).ifPresent(problem -> json.add("problem", problem));
      note.code().map(Mask::text).ifPresent(code -> json.add("code", code));
      note.at().ifPresent(at -> json.add("at", at.toString()));
    }
    String scored = message.state() == QueueState.RETRY ? "due" : "claimed";
    message.scored().ifPresent(time -> json.add(scored, time.toString()));
    json.add("bytes", message.size());
    try (JsonReader masked =
        Json.createReader(new StringReader(MaskedPayload.json(message.payload())))) {
      return json.add("message", masked.readObject());
    }
  }

  /** Returns the problem of an undecodable payload, which carries no reason. */
  static Optional<String> problem(
      FoundMessage message, Function<Payload, Optional<String>> problems) {
    boolean isInvalid =
        message.state() == QueueState.DEAD_LETTER
            && message.isWhole()
            && DeadLetterNote.of(message.payload()).reason().isEmpty();
    return isInvalid ? problems.apply(message.payload()).map(Mask::text) : Optional.empty();
  }

  private static void addId(FoundMessage message, JsonObjectBuilder json) {
    try {
      MessageFields.parse(message.payload()).id().ifPresent(id -> json.add("id", id.value()));
    } catch (RefusedMessageException e) {
      // It has no id.
    }
  }
}
