package com.couponcommerce.workers.message;

import com.couponcommerce.workers.message.field.EmailFields;
import com.couponcommerce.workers.message.field.KnownField;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads fields of e-mail addresses: strings with one or several, objects {@code {"name": …,
 * "address": …}}, and lists of both.
 */
public final class Addresses {
  private Addresses() {}

  /**
   * Reads a field; empty if it is absent.
   *
   * @throws RefusedMessageException if a part is no address
   */
  public static List<EmailAddress> of(FieldReader fields, KnownField field)
      throws RefusedMessageException {
    Object value = fields.value(field);
    if (value == null) {
      return List.of();
    }
    List<EmailAddress> addresses = new ArrayList<>();
    read(fields.place(field), value, addresses);
    return addresses;
  }

  private static void read(String place, @Nullable Object value, List<EmailAddress> into)
      throws RefusedMessageException {
    if (FieldReader.isEmpty(value)) {
      return;
    }
    if (FieldReader.isList(value)) {
      List<@Nullable Object> list = FieldReader.list(value);
      for (int i = 0; i < list.size(); i++) {
        read(place + "[" + i + "]", list.get(i), into);
      }
    } else if (value instanceof Map) {
      object(place, FieldReader.object(place, value), into);
    } else if (value instanceof String text) {
      into.addAll(new AddressListParser(place, FieldReader.text(place, text)).parse());
    } else {
      throw RefusedMessageException.field(
          place, "must be an address, but is " + FieldReader.kind(value));
    }
  }

  private static void object(String place, FieldReader fields, List<EmailAddress> into)
      throws RefusedMessageException {
    Object group = fields.value(EmailFields.GROUP);
    if (group != null) {
      read(place + ".group", group, into);
      return;
    }
    Optional<String> address = fields.text(EmailFields.ADDRESS);
    if (address.isEmpty() && fields.names().stream().allMatch(name -> name.indexOf('@') > 0)) {
      named(place, fields, into);
      return;
    }
    if (address.isEmpty()) {
      throw RefusedMessageException.field(place, "must have an address");
    }
    EmailAddress written = EmailAddressParser.parse(place + ".address", address.get());
    String name = fields.text(EmailFields.NAME).or(written::name).orElse("");
    into.add(EmailAddressParser.of(place, name, written.address()));
  }

  /** Reads names by their addresses, as PHP's mail libraries have them. */
  private static void named(String place, FieldReader fields, List<EmailAddress> into)
      throws RefusedMessageException {
    for (String address : fields.names()) {
      String name = fields.text(KnownField.exact(address)).orElse("");
      into.add(
          EmailAddressParser.of(place, name, EmailAddressParser.parse(place, address).address()));
    }
  }

  /** Returns the addresses as strings for a payload, each of which {@link #of} reads. */
  public static List<String> written(List<EmailAddress> addresses) {
    return addresses.stream().map(Addresses::written).toList();
  }

  private static String written(EmailAddress address) {
    return address
        .name()
        .map(name -> EmailAddress.quoted(name) + " <" + address.address() + ">")
        .orElse(address.address());
  }

  /** Returns true if a string of a message has that address, alone or among others, in any case. */
  public static boolean contains(String text, String address) {
    try {
      return new AddressListParser("address", text)
          .parse().stream().anyMatch(found -> found.address().equalsIgnoreCase(address));
    } catch (RefusedMessageException e) {
      return false;
    }
  }
}
