package com.couponcommerce.workers.message;

import com.couponcommerce.workers.message.field.EmailFields;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the fields of a message that the workers keep and ignore: a producer's own, or one whose
 * name has a typo.
 */
public final class UnknownNames {
  private UnknownNames() {}

  /**
   * Returns their names, masked, since a producer may have made one from a person; those of
   * attachments as {@code attachments.name}.
   */
  public static Set<String> of(MessageFields message, Channel channel) {
    Set<String> names = new LinkedHashSet<>(message.reader().unknown(channel.fields()));
    if (channel == Channel.EMAIL) {
      names.addAll(ofAttachments(message.reader()));
    }
    if (names.isEmpty()) {
      return Set.of();
    }
    Set<String> shown = new TreeSet<>();
    names.forEach(name -> shown.add(Misshapen.name(name)));
    return shown;
  }

  private static Set<String> ofAttachments(FieldReader message) {
    Set<String> names = new LinkedHashSet<>();
    try {
      for (FieldReader attachment : message.objects(EmailFields.ATTACHMENTS)) {
        for (String name : attachment.unknown(EmailFields.ATTACHMENT)) {
          names.add(name.replaceFirst("\\[[0-9]+]", ""));
        }
      }
    } catch (RefusedMessageException e) {
      // A message that is refused has an error of its own.
    }
    return names;
  }
}
