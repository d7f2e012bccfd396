package com.couponcommerce.workers.api.browse;

import com.couponcommerce.workers.api.http.BodyLimitFilter;
import com.couponcommerce.workers.api.http.Problem;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MergePatch;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.RefusedMessageException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;

/** The changes that an operator makes to a dead letter. */
final class DeadLetterEdit {
  /**
   * Fields that the workers write: the history of a message cannot be changed. {@code heldAt} is
   * the former name of {@code deferredAt}.
   */
  private static final Set<String> PROTECTED =
      Set.of("deadLetter", "deadLetterHistory", "failures", "retries", "deferredAt", "heldAt");

  private static final Set<String> RECIPIENTS = Set.of("to", "cc", "bcc");

  private static final String REMAINING = "remaining";

  private final MergePatch patch;

  private DeadLetterEdit(MergePatch patch) {
    this.patch = patch;
  }

  /**
   * Reads the body of a request, which {@link BodyLimitFilter} bounds.
   *
   * @throws Problem 400 if it is no patch, 422 if it changes a protected field
   */
  static DeadLetterEdit read(InputStream body) throws IOException {
    byte[] bytes = body.readAllBytes();
    try {
      MergePatch patch = MergePatch.parse(new Payload(bytes));
      List<String> refused = patch.names().stream().filter(PROTECTED::contains).toList();
      if (!refused.isEmpty()) {
        throw Problem.invalid(
            "these fields are written by the workers",
            refused.stream().map(name -> name + ": cannot be changed").toList());
      }
      return new DeadLetterEdit(patch);
    } catch (RefusedMessageException e) {
      throw Problem.badRequest("the body must be a JSON object of fields: " + e.problem());
    }
  }

  /**
   * Returns the changed copy.
   *
   * @throws Problem 409 if the payload is no JSON object, 422 if the patch does not tell the
   *     remaining recipients
   */
  Payload apply(Payload payload, Channel channel) {
    try {
      MessageFields message = MessageFields.parse(payload);
      List<String> names = patch.names();
      if (message.has(REMAINING)
          && names.stream()
              .flatMap(name -> channel.fields().find(name).stream())
              .anyMatch(field -> RECIPIENTS.contains(field.name()))
          && !names.contains(REMAINING)) {
        throw Problem.invalid(
            "some recipients have already received this e-mail",
            List.of(
                "remaining: must list the recipients that still need the e-mail, or be null for"
                    + " all"));
      }
      return patch.apply(message, channel.fields());
    } catch (RefusedMessageException e) {
      throw Problem.conflict(
          "the dead letter has no fields to change: " + e.problem() + "; it can only be discarded");
    }
  }
}
