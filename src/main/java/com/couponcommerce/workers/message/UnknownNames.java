package com.couponcommerce.workers.message;

import com.couponcommerce.workers.message.field.EmailFields;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds the fields of a message that the workers keep and ignore: a producer's own, or one whose
 * name has a typo.
 */
public final class UnknownNames {
  /** Names in an error. */
  private static final int MAX_NAMES = 10;

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

  /** Returns what an error about an absent field adds: the unknown names beside it, if any. */
  public static String hint(Collection<String> unknown) {
    if (unknown.isEmpty()) {
      return "";
    }
    String names =
        unknown.stream().limit(MAX_NAMES).map(Misshapen::name).collect(Collectors.joining(", "));
    return "; not known: " + names + (unknown.size() > MAX_NAMES ? ", …" : "");
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
