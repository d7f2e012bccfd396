package com.couponcommerce.workers.email.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A MIME entity (RFC 2045): its content headers and its encoded body.
 *
 * <p>Does not use MimeMultipart, which finds its content handlers through the thread's class
 * loader; on a server's thread that loader does not always have them. MimeMultipart also encodes
 * each part twice, once only to choose the encoding.
 */
final class MimeEntity {
  private static final byte[] CRLF = {'\r', '\n'};

  /**
   * Characters of the longest line that is not encoded. RFC 5322 section 2.1.1 allows 998;
   * signatures survive more relays with short lines.
   */
  private static final int MAX_PLAIN_LINE = 200;

  private final HeaderBlock headers;
  private final byte[] body;

  private MimeEntity(HeaderBlock headers, byte[] body) {
    this.headers = headers;
    this.body = body;
  }

  HeaderBlock headers() {
    return headers;
  }

  byte[] body() {
    return body;
  }

  /**
   * Makes a text part in UTF-8, encoded only if it must be, so that most texts stay readable on the
   * wire.
   *
   * @param parameters of the type, besides the charset
   */
  static MimeEntity text(String subtype, Map<String, String> parameters, String text) {
    byte[] bytes = withCrlf(text).getBytes(StandardCharsets.UTF_8);
    String encoding = encoding(bytes);
    byte[] body =
        switch (encoding) {
          case "base64" -> base64(bytes);
          case "quoted-printable" -> QuotedPrintable.encode(bytes);
          default -> bytes;
        };
    HeaderBlock headers =
        new HeaderBlock()
            .parameters("Content-Type", "text/" + subtype + "; charset=UTF-8", parameters)
            .plain("Content-Transfer-Encoding", encoding);
    return new MimeEntity(headers, body);
  }

  /** Returns the text with each line break, CR, LF or both, as CRLF. */
  private static String withCrlf(String text) {
    StringBuilder lines = new StringBuilder(text.length() + text.length() / 32);
    int copied = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\r') {
        lines.append(text, copied, i);
        if (c == '\n' || !text.startsWith("\n", i + 1)) {
          lines.append("\r\n");
        }
        copied = i + 1;
      }
    }
    lines.append(text, copied, text.length());
    return lines.toString();
  }

  /**
   * Makes a part of any bytes.
   *
   * @param headers with its Content-Type
   */
  static MimeEntity file(HeaderBlock headers, byte[] content) {
    return new MimeEntity(headers.plain("Content-Transfer-Encoding", "base64"), base64(content));
  }

  /**
   * Joins several parts.
   *
   * @param boundary a string that no part contains
   */
  static MimeEntity multipart(String subtype, String boundary, List<MimeEntity> parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] delimiter = ("--" + boundary).getBytes(StandardCharsets.US_ASCII);
    for (MimeEntity part : parts) {
      out.writeBytes(delimiter);
      out.writeBytes(CRLF);
      out.writeBytes(part.headers.bytes());
      out.writeBytes(CRLF);
      out.writeBytes(part.body);
      out.writeBytes(CRLF);
    }
    out.writeBytes(delimiter);
    out.writeBytes(new byte[] {'-', '-', '\r', '\n'});
    return new MimeEntity(
        new HeaderBlock()
            .plain("Content-Type", "multipart/" + subtype + ";\r\n boundary=\"" + boundary + "\""),
        out.toByteArray());
  }

  /**
   * Chooses the encoding. A line break is CRLF by now; all other characters below space need an
   * encoding.
   */
  private static String encoding(byte[] bytes) {
    int encoded = 0;
    int line = 0;
    int maxLine = 0;
    for (byte b : bytes) {
      line = b == '\n' ? 0 : line + 1;
      maxLine = Math.max(maxLine, line);
      if ((b < ' ' && b != '\r' && b != '\n' && b != '\t') || b == 0x7f) {
        encoded++;
      }
    }
    if (encoded == 0 && maxLine <= MAX_PLAIN_LINE) {
      return "7bit";
    }
    return encoded * 3 < bytes.length ? "quoted-printable" : "base64";
  }

  private static byte[] base64(byte[] bytes) {
    return Base64.getMimeEncoder().encode(bytes);
  }
}
