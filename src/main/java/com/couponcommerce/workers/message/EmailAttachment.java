package com.couponcommerce.workers.message;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A file attached to a mail, or a picture that its HTML shows by {@code cid:}. The array is not
 * copied; the caller must not change it afterwards.
 */
public final class EmailAttachment {
  private final String filename;
  private final String contentType;
  private final Map<String, String> parameters;
  private final Optional<String> contentId;
  private final boolean inline;
  private final byte[] content;

  /**
   * @param contentType type and subtype, such as {@code text/plain}
   * @param parameters of the type, such as a charset
   * @param inline true if a mail program shows it in the mail
   */
  public EmailAttachment(
      String filename,
      String contentType,
      Map<String, String> parameters,
      Optional<String> contentId,
      boolean inline,
      byte[] content) {
    this.filename = filename;
    this.contentType = contentType;
    this.parameters = new LinkedHashMap<>(parameters);
    this.contentId = contentId;
    this.inline = inline;
    this.content = content;
  }

  public String filename() {
    return filename;
  }

  /** Returns type and subtype. */
  public String contentType() {
    return contentType;
  }

  /** Returns the parameters of the type, in their order. */
  public Map<String, String> parameters() {
    return parameters;
  }

  /** Returns the name that the HTML uses; empty for an ordinary attachment. */
  public Optional<String> contentId() {
    return contentId;
  }

  public boolean isInline() {
    return inline;
  }

  public byte[] content() {
    return content;
  }
}
