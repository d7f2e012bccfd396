package com.couponcommerce.workers.message;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads addresses as people and programs write them into one string: {@code a@x, Name <b@x>; "Doe,
 * John" <c@x>, Doe, John <d@x>, e@x (Eve), Team: f@x, g@x;}. It takes less than RFC 5322's grammar
 * where that would leave a doubt about the address: nothing may follow the angle brackets, and two
 * words without brackets are no address with its name.
 */
final class AddressListParser {
  /** Characters of the longest list: 100 addresses with long names. */
  private static final int MAX_LIST = 100_000;

  /** Characters that begin or end something else than an address. */
  private static final String SPECIAL = "\"(<,;:>)\\";

  private final String place;
  private final String input;
  private final List<EmailAddress> addresses = new ArrayList<>();

  /** Parts of a name with commas that is not quoted; its address follows. */
  private final StringBuilder pendingName = new StringBuilder();

  /** The address being read: its text without comments, the name within quotes resolved. */
  private final StringBuilder raw = new StringBuilder();

  private final StringBuilder name = new StringBuilder();
  private final StringBuilder comment = new StringBuilder();
  private final StringBuilder angle = new StringBuilder();
  private boolean hasAngle;
  private int position;

  AddressListParser(String place, String input) {
    this.place = place;
    this.input = input;
  }

  /**
   * Reads all addresses.
   *
   * @throws RefusedMessageException if a part is no address
   */
  List<EmailAddress> parse() throws RefusedMessageException {
    if (input.length() > MAX_LIST) {
      throw refused("must have at most " + MAX_LIST + " characters");
    }
    if (input.indexOf('\0') >= 0) {
      throw refused("must not have NUL");
    }
    if (isPlain()) {
      add("", input);
      return addresses;
    }
    boolean inGroup = false;
    for (; position < input.length(); position++) {
      char c = input.charAt(position);
      switch (c) {
        case '"' -> quoted();
        case '(' -> comment();
        case '<' -> angle();
        case ',', ';' -> {
          end();
          inGroup &= c != ';';
        }
        case ':' -> {
          // The name of a group; in an address a colon can only be quoted.
          if (hasAngle || inGroup || !isGroupName()) {
            throw refused("must not have a colon within an address");
          }
          clear();
          inGroup = true;
        }
        default -> add(c);
      }
    }
    end();
    if (!pendingName.isEmpty()) {
      throw refused("must have an at sign in each address");
    }
    return addresses;
  }

  /** Returns true for an address alone, as most are. */
  private boolean isPlain() {
    boolean hasAt = false;
    for (int i = 0; i < input.length(); i++) {
      char c = input.charAt(i);
      if (SPECIAL.indexOf(c) >= 0) {
        return false;
      }
      hasAt |= c == '@';
    }
    return hasAt;
  }

  private void add(char c) throws RefusedMessageException {
    if (hasAngle && !EmailAddressParser.stripped(String.valueOf(c)).isEmpty()) {
      throw refused("must be separated by commas: something follows the angle brackets");
    }
    raw.append(c);
    name.append(c);
  }

  private boolean isGroupName() {
    return pendingName.isEmpty()
        && raw.indexOf("@") < 0
        && !Characters.any(named(), Character::isISOControl);
  }

  private void quoted() throws RefusedMessageException {
    int start = position;
    for (position++; position < input.length(); position++) {
      char c = input.charAt(position);
      if (c == '"') {
        if (hasAngle) {
          throw refused("must be separated by commas: something follows the angle brackets");
        }
        raw.append(input, start, position + 1);
        return;
      }
      if (c == '\\' && position + 1 < input.length()) {
        position++;
      }
      name.append(input.charAt(position));
    }
    throw refused("must close each quotation mark");
  }

  private void comment() throws RefusedMessageException {
    int depth = 0;
    int start = position;
    for (; position < input.length(); position++) {
      char c = input.charAt(position);
      if (c == '\\') {
        position++;
      } else if (c == '(') {
        depth++;
      } else if (c == ')' && --depth == 0) {
        if (!hasAngle) {
          name.append(input, start, position + 1);
        }
        raw.append('\0');
        comment.append(comment.isEmpty() ? "" : " ").append(input, start + 1, position);
        return;
      }
    }
    throw refused("must close each bracket");
  }

  private void angle() throws RefusedMessageException {
    if (hasAngle) {
      throw refused("must be separated by commas: there are two addresses in angle brackets");
    }
    int end = closing();
    angle.append(input, position + 1, end);
    hasAngle = true;
    position = end;
  }

  /** Returns the index of the bracket that ends the address; one may be quoted. */
  private int closing() throws RefusedMessageException {
    boolean quoted = false;
    for (int i = position + 1; i < input.length(); i++) {
      char c = input.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == '\\') {
        i++;
      } else if (!quoted && c == '>') {
        return i;
      } else if (!quoted && c == '<') {
        break;
      }
    }
    throw refused("must close each angle bracket");
  }

  /** Ends the address being read. */
  private void end() throws RefusedMessageException {
    String text = EmailAddressParser.stripped(raw.toString().replace("\0", ""));
    if (!hasAngle && text.isEmpty()) {
      if (!comment.isEmpty()) {
        throw refused("must have an address beside the brackets");
      }
    } else if (hasAngle) {
      String shown = named();
      if (!pendingName.isEmpty()) {
        shown = EmailAddressParser.stripped(pendingName + ", " + shown);
        pendingName.setLength(0);
      }
      add(withoutOuterBrackets(shown), angle.toString());
    } else if (text.indexOf('@') < 0) {
      pendingName.append(pendingName.isEmpty() ? "" : ", ").append(named());
    } else {
      if (!pendingName.isEmpty()) {
        throw refused("must have an at sign in each address");
      }
      if (hasCommentWithin()) {
        throw refused("must not have a comment within an address");
      }
      add(comment.toString(), text);
    }
    clear();
  }

  private String named() {
    return EmailAddressParser.stripped(name.toString());
  }

  /** A name that consists of a comment only is its text. */
  private String withoutOuterBrackets(String shown) {
    return shown.equals("(" + comment + ")") ? comment.toString() : shown;
  }

  private boolean hasCommentWithin() {
    String text = EmailAddressParser.stripped(raw.toString());
    int first = text.indexOf('\0');
    return first > 0 && !text.substring(first).replace("\0", "").isBlank();
  }

  private void add(String shown, String address) throws RefusedMessageException {
    if (shown.length() + address.length() > EmailAddressParser.MAX_INPUT) {
      throw refused(
          "must have at most "
              + EmailAddressParser.MAX_INPUT
              + " characters in each address with its name");
    }
    addresses.add(EmailAddressParser.of(place, shown, address));
  }

  private void clear() {
    raw.setLength(0);
    name.setLength(0);
    comment.setLength(0);
    angle.setLength(0);
    hasAngle = false;
  }

  private RefusedMessageException refused(String problem) {
    return RefusedMessageException.field(place, problem);
  }
}
