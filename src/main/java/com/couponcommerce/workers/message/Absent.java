package com.couponcommerce.workers.message;

import com.couponcommerce.workers.message.field.FieldSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Explains why a required field is absent: the payload is the envelope of another queue, or the
 * field has a name that the workers do not know.
 */
public final class Absent {
  /** Fields by which the envelopes of other queues are known, and where their message is. */
  private record Envelope(String what, String where, Set<String> fields) {}

  private static final List<Envelope> ENVELOPES =
      List.of(
          new Envelope("a task of Celery", "body", Set.of("body", "headers", "properties")),
          new Envelope("a job of Laravel", "data", Set.of("job", "data", "displayName")),
          new Envelope("a job of Sidekiq", "args", Set.of("class", "args", "jid")),
          new Envelope("a job of Resque", "args", Set.of("class", "args")),
          new Envelope("a job of BullMQ", "data", Set.of("data", "opts")),
          new Envelope("a job of BullMQ", "data", Set.of("name", "data")),
          new Envelope("a notification of SNS", "Message", Set.of("Type", "Message", "TopicArn")),
          new Envelope("a CloudEvent", "data", Set.of("specversion", "data")));

  /** Fields that a message of another format has in an object of its own. */
  private static final List<String> INNER =
      List.of("data", "payload", "message", "email", "mail", "sms");

  private Absent() {}

  /**
   * Returns the refusal of a message without a required field.
   *
   * @param known fields of a message
   */
  public static RefusedMessageException of(
      MessageFields fields, FieldSet known, String name, String problem) {
    Set<String> names = fields.names();
    for (Envelope envelope : ENVELOPES) {
      if (names.containsAll(envelope.fields())) {
        return new RefusedMessageException(
            "the payload is "
                + envelope.what()
                + ": push the message itself, which is in its "
                + envelope.where());
      }
    }
    Optional<String> inner =
        INNER.stream()
            .filter(
                field ->
                    fields.values().get(field) instanceof Map<?, ?> map && map.containsKey("to"))
            .findFirst();
    if (inner.isPresent()) {
      return RefusedMessageException.field(
          name, problem + "; it is in " + inner.get() + ": push the value of that alone");
    }
    return RefusedMessageException.field(
        name, problem + UnknownNames.hint(fields.reader().unknown(known)));
  }
}
