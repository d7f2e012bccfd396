package com.couponcommerce.workers.api.browse;

import com.couponcommerce.workers.api.http.BodyLimitFilter;
import com.couponcommerce.workers.api.http.Problem;
import com.couponcommerce.workers.message.MergePatch;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.RefusedMessageException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;

/** What an operator changes in a dead letter. */
final class DeadLetterEdit {
  /** What the workers write themselves: a message's past is nobody's to change. */
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
   * @throws Problem 400 where it is no patch, 422 where it touches what it must not
   */
  static DeadLetterEdit read(InputStream body) throws IOException {
    byte[] bytes = body.readAllBytes();
    try {
      MergePatch patch = MergePatch.parse(new Payload(bytes));
      List<String> refused = patch.names().stream().filter(PROTECTED::contains).toList();
      if (!refused.isEmpty()) {
        throw Problem.invalid(
            "the workers write these fields",
            refused.stream().map(name -> name + ": must not be changed").toList());
      }
      return new DeadLetterEdit(patch);
    } catch (RefusedMessageException e) {
      throw Problem.badRequest("the body must be a JSON object of fields: " + e.problem());
    }
  }

  /**
   * The changed copy.
   *
   * @throws Problem 409 where the payload is no JSON object, 422 where the patch leaves open who is
   *     to get the message
   */
  Payload apply(Payload payload) {
    try {
      MessageFields message = MessageFields.parse(payload);
      List<String> names = patch.names();
      if (message.has(REMAINING)
          && names.stream().anyMatch(RECIPIENTS::contains)
          && !names.contains(REMAINING)) {
        throw Problem.invalid(
            "some recipients have this mail already",
            List.of("remaining: name those who are still to get it, or null for all"));
      }
      return patch.apply(message);
    } catch (RefusedMessageException e) {
      throw Problem.conflict(
          "it has no fields to be changed: " + e.problem() + "; it can only be discarded");
    }
  }
}
