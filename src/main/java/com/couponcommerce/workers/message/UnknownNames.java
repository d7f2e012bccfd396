package com.couponcommerce.workers.message;

import com.couponcommerce.workers.message.field.EmailFields;
import java.util.Collection;
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
    Set<String> shown = new TreeSet<>();
    add(message.reader().unknown(channel.fields()), shown);
    if (channel == Channel.EMAIL) {
      addOfAttachments(message.reader(), shown);
    }
    return shown;
  }

  private static void add(Set<String> names, Set<String> shown) {
    names.forEach(name -> shown.add(Misshapen.name(name)));
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

  private static void addOfAttachments(FieldReader message, Set<String> shown) {
    try {
      for (FieldReader attachment : message.objects(EmailFields.ATTACHMENTS)) {
        for (String name : attachment.unknown(EmailFields.ATTACHMENT)) {
          add(Set.of(name.replaceFirst("\\[[0-9]+]", "")), shown);
        }
      }
    } catch (RefusedMessageException e) {
      // A message that is refused has an error of its own.
    }
  }
}
