package com.couponcommerce.workers.email;

import com.couponcommerce.workers.message.EmailAddress;
import com.couponcommerce.workers.message.EmailMessage.Recipients;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.PayloadEditor;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.sender.ErasableRecipient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * An e-mail address whose traces are to be erased. Case is ignored, also before the @: no mail
 * provider gives Anna@ and anna@ to two people, and no trace of the person may be left.
 */
final class ErasableAddress implements ErasableRecipient {
  private static final String TO = "to";
  private static final List<String> RECIPIENTS = List.of(TO, "cc", "bcc", "remaining");

  /** Fields that stay as they are: the id names the message, and attachments are in base64. */
  private static final Set<String> UNTOUCHED = Set.of("id", "attachments");

  private final EmailAddress address;
  private final AddressPattern pattern;

  ErasableAddress(EmailAddress address) {
    this.address = address;
    this.pattern = new AddressPattern(address);
  }

  @Override
  public String key() {
    return address.address();
  }

  @Override
  public Verdict verdict(Payload payload) {
    try {
      MessageFields fields = MessageFields.parse(payload);
      Recipients recipients = EmailMessageDecoder.recipients(fields);
      if (recipients.all().stream().noneMatch(this::isSame)) {
        return new Verdict.Keep();
      }
      return recipients.envelope().stream().allMatch(this::isSame)
          ? new Verdict.Remove()
          : new Verdict.Replace(without(fields));
    } catch (RefusedMessageException e) {
      // The recipients are unknown; a payload that has the address anywhere counts as the person's.
      return pattern.isIn(new String(payload.bytes(), StandardCharsets.UTF_8))
          ? new Verdict.Remove()
          : new Verdict.Keep();
    }
  }

  private Payload without(MessageFields fields) throws RefusedMessageException {
    PayloadEditor editor = fields.edit();
    for (String field : RECIPIENTS) {
      keepOthers(editor, field, fields.texts(field));
    }
    keepOthers(editor, "replyTo", fields.texts("replyTo"));
    keepOthers(editor, "from", fields.texts("from"));
    if (editor.json(TO).isEmpty()) {
      refillTo(editor, fields);
    }
    for (String field : editor.names()) {
      if (!RECIPIENTS.contains(field) && !UNTOUCHED.contains(field)) {
        mask(editor, field);
      }
    }
    return editor.toPayload();
  }

  private void keepOthers(PayloadEditor editor, String field, List<String> texts)
      throws RefusedMessageException {
    List<String> others = new ArrayList<>();
    for (String text : texts) {
      if (!isSame(EmailAddressParser.parse(field, text).address())) {
        others.add(text);
      }
    }
    if (others.isEmpty()) {
      editor.remove(field);
    } else if (others.size() < texts.size()) {
      editor.set(field, others);
    }
  }

  /**
   * Fills an empty {@code to} with a recipient of cc, else of bcc, who then sees no other of them.
   * A mail needs a recipient in {@code to}.
   */
  private void refillTo(PayloadEditor editor, MessageFields fields) throws RefusedMessageException {
    for (String field : List.of("cc", "bcc")) {
      List<String> others = new ArrayList<>();
      for (String text : fields.texts(field)) {
        if (!isSame(EmailAddressParser.parse(field, text).address())) {
          others.add(text);
        }
      }
      if (!others.isEmpty()) {
        editor.set(TO, others.subList(0, 1));
        if (others.size() == 1) {
          editor.remove(field);
        } else {
          editor.set(field, others.subList(1, others.size()));
        }
        return;
      }
    }
  }

  private void mask(PayloadEditor editor, String field) {
    String json = editor.json(field).orElse("null");
    String masked = pattern.maskedIn(json);
    if (!masked.equals(json)) {
      editor.setJson(field, masked);
    }
  }

  private boolean isSame(String other) {
    return address.address().equalsIgnoreCase(other);
  }

  /** Returns the masked address. */
  @Override
  public String toString() {
    return address.toString();
  }
}
