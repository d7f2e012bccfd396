package com.couponcommerce.workers.email;

import com.couponcommerce.workers.email.decode.EmailMessageDecoder;
import com.couponcommerce.workers.gate.Verdict;
import com.couponcommerce.workers.message.Addresses;
import com.couponcommerce.workers.message.EmailAddress;
import com.couponcommerce.workers.message.EmailMessage.Recipients;
import com.couponcommerce.workers.message.FieldReader;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.PayloadEditor;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.message.field.CommonFields;
import com.couponcommerce.workers.message.field.EmailFields;
import com.couponcommerce.workers.message.field.KnownField;
import com.couponcommerce.workers.sender.ErasableRecipient;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An e-mail address whose traces are to be erased. Case is ignored, also before the @: no mail
 * provider gives Anna@ and anna@ to two people, and no trace of the person may be left.
 */
final class ErasableAddress implements ErasableRecipient {
  private static final List<KnownField> RECIPIENTS =
      List.of(EmailFields.TO, EmailFields.CC, EmailFields.BCC, CommonFields.REMAINING);

  private static final List<KnownField> OTHERS = List.of(EmailFields.REPLY_TO, EmailFields.FROM);

  /** Fields that stay as they are: the id names the message, and attachments are in base64. */
  private static final List<KnownField> UNTOUCHED =
      List.of(CommonFields.ID, EmailFields.ATTACHMENTS);

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

  private Payload without(MessageFields message) throws RefusedMessageException {
    FieldReader fields = message.reader();
    PayloadEditor editor = message.edit();
    Set<String> settled = new HashSet<>();
    for (KnownField field : Stream.of(RECIPIENTS, OTHERS).flatMap(List::stream).toList()) {
      Optional<String> name = fields.spelling(field);
      if (name.isPresent()) {
        keepOthers(editor, name.get(), Addresses.of(fields, field));
        settled.add(name.get());
      }
    }
    if (others(Addresses.of(fields, EmailFields.TO)).isEmpty()) {
      refillTo(editor, fields);
    }
    UNTOUCHED.forEach(field -> settled.addAll(fields.spellings(field)));
    editor.names().stream().filter(name -> !settled.contains(name)).forEach(n -> mask(editor, n));
    return editor.toPayload();
  }

  /** Keeps the field as it is written if the person is not in it. */
  private void keepOthers(PayloadEditor editor, String name, List<EmailAddress> addresses) {
    List<EmailAddress> others = others(addresses);
    if (others.isEmpty()) {
      editor.remove(name);
    } else if (others.size() < addresses.size()) {
      editor.set(name, Addresses.written(others));
    }
  }

  private List<EmailAddress> others(List<EmailAddress> addresses) {
    return addresses.stream().filter(one -> !isSame(one.address())).toList();
  }

  /**
   * Fills an empty {@code to} with a recipient of cc, else of bcc, who then sees no other of them.
   * A mail needs a recipient in {@code to}.
   */
  private void refillTo(PayloadEditor editor, FieldReader fields) throws RefusedMessageException {
    for (KnownField field : List.of(EmailFields.CC, EmailFields.BCC)) {
      List<EmailAddress> others = others(Addresses.of(fields, field));
      if (!others.isEmpty()) {
        String name = fields.spelling(field).orElseThrow();
        editor.set(EmailFields.TO.name(), Addresses.written(others.subList(0, 1)));
        if (others.size() == 1) {
          editor.remove(name);
        } else {
          editor.set(name, Addresses.written(others.subList(1, others.size())));
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
