package com.couponcommerce.workers.email.decode;

import com.couponcommerce.workers.message.Characters;
import com.couponcommerce.workers.message.FieldReader;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.message.UnknownNames;
import com.couponcommerce.workers.message.field.EmailFields;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file as JSON can hold them: text in an {@code encoding} of Node.js's Buffer, a
 * data URL (RFC 2397), or a list of numbers, as Buffer and Uint8Array become.
 */
final class FileContent {
  private static final Pattern DATA_URL =
      Pattern.compile("data:([^,;]{0,100})((?:;[^,;]{0,100}){0,5}),");

  /** Share of the bytes of a text in an unknown charset that are ASCII, at least. */
  private static final double MIN_ASCII = 0.6;

  private final String place;
  private final Optional<String> type;
  private final byte[] bytes;
  private final boolean isGuessed;

  private FileContent(String place, Optional<String> type, byte[] bytes, boolean isGuessed) {
    this.place = place;
    this.type = type;
    this.bytes = bytes;
    this.isGuessed = isGuessed;
  }

  /**
   * Reads the content of an attachment or of an invitation.
   *
   * @param defaultEncoding encoding of a text where none is named
   */
  static FileContent of(FieldReader fields, String defaultEncoding) throws RefusedMessageException {
    String place = fields.place(EmailFields.CONTENT);
    Object value = fields.value(EmailFields.CONTENT);
    if (value == null) {
      if (!fields.isWritten(EmailFields.CONTENT)) {
        throw absent(fields, place);
      }
      return new FileContent(place, Optional.empty(), new byte[0], false);
    }
    Optional<byte[]> numbers = ByteList.of(value);
    if (numbers.isPresent()) {
      return new FileContent(place, Optional.empty(), numbers.get(), false);
    }
    String text = fields.text(EmailFields.CONTENT).orElse("");
    Matcher url = DATA_URL.matcher(text);
    if (url.lookingAt()) {
      return ofUrl(place, url, text.substring(url.end()));
    }
    Optional<String> encoding = fields.text(EmailFields.ENCODING).map(String::strip);
    byte[] bytes =
        decoded(
            place,
            fields.place(EmailFields.ENCODING),
            text,
            encoding.orElse(defaultEncoding).toLowerCase(Locale.ROOT));
    return new FileContent(place, Optional.empty(), bytes, encoding.isEmpty());
  }

  private static RefusedMessageException absent(FieldReader fields, String place) {
    List<String> unknown =
        fields.names().stream().filter(name -> !EmailFields.ATTACHMENT.has(name)).toList();
    return RefusedMessageException.field(place, "must be present" + UnknownNames.hint(unknown));
  }

  private static FileContent ofUrl(String place, Matcher url, String data)
      throws RefusedMessageException {
    String parameters = url.group(2).toLowerCase(Locale.ROOT);
    boolean isBase64 = parameters.endsWith(";base64");
    String type = url.group(1) + url.group(2).replaceAll("(?i);base64$", "");
    byte[] bytes = isBase64 ? base64(place, data) : percentDecoded(place, data);
    return new FileContent(
        place, Optional.of(type).filter(named -> named.contains("/")), bytes, false);
  }

  /** Decodes a URL's text; what is not encoded in it is UTF-8. */
  private static byte[] percentDecoded(String place, String data) throws RefusedMessageException {
    byte[] text = data.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length);
    for (int i = 0; i < text.length; i++) {
      if (text[i] != '%') {
        bytes.write(text[i]);
      } else if (i + 2 < text.length
          && HexFormat.isHexDigit(text[i + 1])
          && HexFormat.isHexDigit(text[i + 2])) {
        bytes.write(HexFormat.fromHexDigit(text[i + 1]) * 16 + HexFormat.fromHexDigit(text[i + 2]));
        i += 2;
      } else {
        throw RefusedMessageException.field(place, "must be a valid data URL");
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] decoded(String place, String encodingPlace, String text, String encoding)
      throws RefusedMessageException {
    return switch (encoding) {
      case "base64", "base64url" -> base64(place, text);
      case "hex" -> hex(place, text);
      case "utf8", "utf-8", "text", "text/plain", "7bit", "8bit" ->
          text.getBytes(StandardCharsets.UTF_8);
      case "ascii", "us-ascii", "latin1", "iso-8859-1", "binary" -> latin1(place, text);
      case "utf16le", "utf-16le", "ucs2", "ucs-2" -> text.getBytes(StandardCharsets.UTF_16LE);
      default ->
          throw RefusedMessageException.field(
              encodingPlace,
              "must be base64, base64url, hex, utf8, latin1, ascii or utf16le; if absent, base64");
    };
  }

  private static byte[] latin1(String place, String text) throws RefusedMessageException {
    if (Characters.any(text, c -> c > 0xff)) {
      throw RefusedMessageException.field(
          place, "has letters beyond Latin-1; set encoding to utf8");
    }
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] hex(String place, String text) throws RefusedMessageException {
    try {
      return HexFormat.of().parseHex(text.strip());
    } catch (IllegalArgumentException e) {
      throw RefusedMessageException.field(place, "must be in hex, as its encoding says");
    }
  }

  /** Decodes both alphabets, with line breaks or without. */
  private static byte[] base64(String place, String base64) throws RefusedMessageException {
    try {
      boolean urlSafe = base64.indexOf('-') >= 0 || base64.indexOf('_') >= 0;
      String text = withoutLineBreaks(base64);
      return (urlSafe ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(text);
    } catch (IllegalArgumentException e) {
      throw RefusedMessageException.field(
          place, "must be in base64; if it is the text itself, set encoding to utf8");
    }
  }

  /** Removes line breaks and the blanks around them; a blank within a line is a mistake. */
  private static String withoutLineBreaks(String base64) {
    StringBuilder text = new StringBuilder(base64.length());
    base64.lines().map(String::strip).forEach(text::append);
    return text.toString();
  }

  /** Returns the type that a data URL names. */
  Optional<String> type() {
    return type;
  }

  /**
   * Returns the bytes.
   *
   * @param isText true if the file is text by its type or name
   * @param hasCharset true if its type names a charset
   * @throws RefusedMessageException if it should be text, no encoding is named, and base64 makes no
   *     text of it: the producer wrote the text itself
   */
  byte[] bytes(boolean isText, boolean hasCharset) throws RefusedMessageException {
    if (isText && isGuessed && !hasCharset && !isText(bytes)) {
      throw RefusedMessageException.field(
          place,
          "must be in base64, and decodes to no text; if it is the text itself, set encoding to"
              + " utf8, and if the text is in another charset, name it in contentType");
    }
    return bytes;
  }

  private static boolean isText(byte[] bytes) {
    boolean isUtf16 =
        bytes.length >= 2
            && ((bytes[0] == -1 && bytes[1] == -2) || (bytes[0] == -2 && bytes[1] == -1));
    if (isUtf16) {
      return true;
    }
    int ascii = 0;
    for (byte b : bytes) {
      if (b == 0x7f || (b >= 0 && b < ' ' && "\t\n\r\f\u001a".indexOf(b) < 0)) {
        return false;
      }
      ascii += b >= 0 ? 1 : 0;
    }
    return ascii >= bytes.length * MIN_ASCII || text(bytes, StandardCharsets.UTF_8) != null;
  }

  /** Returns the bytes as text. */
  String text() throws RefusedMessageException {
    String text = text(bytes, StandardCharsets.UTF_8);
    if (text == null) {
      throw RefusedMessageException.field(place, "must be text in UTF-8");
    }
    return text;
  }

  private static @Nullable String text(byte[] bytes, Charset charset) {
    try {
      return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
