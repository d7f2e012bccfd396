package com.couponcommerce.workers.email.mime;

import com.couponcommerce.workers.message.EmailAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Writes the header of a mail or of a part of one. Lines are folded at 78 characters where they can
 * be, and never exceed the 998 of RFC 5322 section 2.1.1: what is too long for a line is encoded.
 * Everything is ASCII but the addresses of RFC 6531.
 */
final class HeaderBlock {
  /** Characters of a line that is folded. */
  private static final int MAX_LINE = 78;

  /** Characters of the longest word that stays as it is, so that a folded line can hold it. */
  private static final int MAX_WORD = 76;

  /** A phrase that needs no quotes (RFC 5322 section 3.2.5). */
  private static final Pattern ATOMS =
      Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");

  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`{|}~-]{1,60}");

  /** Characters that a value of RFC 2231 has as they are. */
  private static final Pattern ATTRIBUTE_CHAR = Pattern.compile("[A-Za-z0-9!#$&+.^_`{|}~-]");

  private final StringBuilder lines = new StringBuilder(512);

  /** Writes a value that fits a line and needs no encoding. */
  HeaderBlock plain(String name, String value) {
    lines.append(name).append(": ").append(value).append("\r\n");
    return this;
  }

  /** Writes any text of one line. */
  HeaderBlock text(String name, String value) {
    if (isEncodable(value)) {
      String words = EncodedWords.of(value);
      begin(name, firstLine(words));
      lines.append(words).append("\r\n");
      return this;
    }
    return words(name, value);
  }

  /**
   * Begins a header; its value begins on the next line if it would not fit the first.
   *
   * @return index of the beginning of the line
   */
  private int begin(String name, int width) {
    int start = lines.length();
    lines.append(name).append(':');
    if (name.length() + 2 + width > MAX_LINE) {
      lines.append("\r\n");
      start = lines.length();
    }
    lines.append(' ');
    return start;
  }

  private static int firstLine(String written) {
    int end = written.indexOf("\r\n");
    return end < 0 ? written.length() : end;
  }

  /** Returns the index of the beginning of the last line, of which a part was written just now. */
  private int lastLine(String written, int start) {
    int last = written.lastIndexOf("\r\n");
    return last < 0 ? start : lines.length() - (written.length() - last - 2);
  }

  /**
   * Writes words that are not encoded, such as ids of mails; each is shorter than a line. Lines are
   * broken before blanks, so that what a reader unfolds is the same text.
   */
  HeaderBlock words(String name, String value) {
    int first = 0;
    while (first < value.length() && !isBlank(value.charAt(first))) {
      first++;
    }
    int start = begin(name, first);
    int column = lines.length() - start;
    for (int i = 0; i < value.length(); ) {
      int word = i;
      while (word < value.length() && isBlank(value.charAt(word))) {
        word++;
      }
      int end = word;
      while (end < value.length() && !isBlank(value.charAt(end))) {
        end++;
      }
      // A line of blanks only would end the header for some readers.
      boolean breaks = i > 0 && word > i && end > word && column + end - i > MAX_LINE;
      if (breaks) {
        lines.append("\r\n");
        column = 0;
      }
      lines.append(value, i, end);
      column += end - i;
      i = end;
    }
    lines.append("\r\n");
    return this;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private static boolean isEncodable(String value) {
    int word = 0;
    int blanks = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      word = isBlank(c) ? 0 : word + 1;
      blanks = isBlank(c) ? blanks + 1 : 0;
      if (c >= 0x7f || (c < ' ' && c != '\t') || word + blanks > MAX_WORD) {
        return true;
      }
    }
    return false;
  }

  /** Writes addresses with their names; nothing if there are none. */
  HeaderBlock addresses(String name, List<EmailAddress> addresses) {
    if (addresses.isEmpty()) {
      return this;
    }
    int start = begin(name, firstLine(address(addresses.get(0))) + 1);
    for (int i = 0; i < addresses.size(); i++) {
      String written = address(addresses.get(i));
      if (i > 0) {
        boolean fits = lines.length() - start + 2 + firstLine(written) < MAX_LINE;
        lines.append(fits ? "," : ",\r\n");
        start = fits ? start : lines.length();
        lines.append(' ');
      }
      lines.append(written);
      start = lastLine(written, start);
    }
    lines.append("\r\n");
    return this;
  }

  private static String address(EmailAddress address) {
    if (address.name().isEmpty()) {
      return address.address();
    }
    String name = phrase(address.name().get());
    int last = name.lastIndexOf('\n');
    boolean fits = name.length() - last + address.address().length() + 3 <= MAX_LINE;
    return name + (fits ? " <" : "\r\n <") + address.address() + ">";
  }

  private static String phrase(String name) {
    if (isEncodable(name) || name.indexOf('\t') >= 0 || name.length() > MAX_WORD - 2) {
      return EncodedWords.of(name);
    }
    return ATOMS.matcher(name).matches() ? name : EmailAddress.quoted(name);
  }

  /** Writes a value with parameters, such as a type with the name of its file. */
  HeaderBlock parameters(String name, String value, Map<String, String> parameters) {
    int start = lines.length();
    lines.append(name).append(": ").append(value);
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      String written = parameter(parameter.getKey(), parameter.getValue());
      boolean fits = lines.length() - start + 2 + firstLine(written) < MAX_LINE;
      lines.append(fits ? ";" : ";\r\n");
      start = fits ? start : lines.length();
      lines.append(' ').append(written);
      start = lastLine(written, start);
    }
    lines.append("\r\n");
    return this;
  }

  /** Returns a parameter, by RFC 2231 if it is long or not ASCII. */
  private static String parameter(String name, String value) {
    if (TOKEN.matcher(value).matches()) {
      return name + "=" + value;
    }
    String quoted = EmailAddress.quoted(value);
    return !isEncodable(value.replace(' ', 'x')) && name.length() + quoted.length() < MAX_WORD
        ? name + "=" + quoted
        : encodedParameter(name, value);
  }

  private static String encodedParameter(String name, String value) {
    StringBuilder all = new StringBuilder();
    StringBuilder segment = new StringBuilder("UTF-8''");
    int number = 0;
    // Room for name*10*= and the semicolon.
    int room = MAX_LINE - name.length() - 8;
    for (int i = 0; i < value.length(); ) {
      int next = value.offsetByCodePoints(i, 1);
      String character = percent(value.substring(i, next));
      if (segment.length() + character.length() > room) {
        all.append(name).append('*').append(number++).append("*=").append(segment).append(";\r\n ");
        segment.setLength(0);
      }
      segment.append(character);
      i = next;
    }
    String last = number == 0 ? name + "*=" : name + "*" + number + "*=";
    return all.append(last).append(segment).toString();
  }

  private static String percent(String character) {
    if (ATTRIBUTE_CHAR.matcher(character).matches()) {
      return character;
    }
    StringBuilder encoded = new StringBuilder();
    for (byte b : character.getBytes(StandardCharsets.UTF_8)) {
      encoded.append("%%%02X".formatted(b));
    }
    return encoded.toString();
  }

  /** Appends lines that are written already. */
  HeaderBlock and(HeaderBlock more) {
    lines.append(more.lines);
    return this;
  }

  /** Returns the lines; UTF-8 for the addresses of RFC 6531. */
  byte[] bytes() {
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }
}
