package com.couponcommerce.workers.message;

import java.util.Optional;

/**
 * A file attached to a mail, or a picture that its HTML shows by {@code cid:}. The array is not
 * copied; the caller must not change it afterwards.
 */
public final class EmailAttachment {
  private final String filename;
  private final String contentType;
  private final Optional<String> contentId;
  private final byte[] content;

  public EmailAttachment(
      String filename, String contentType, Optional<String> contentId, byte[] content) {
    this.filename = filename;
    this.contentType = contentType;
    this.contentId = contentId;
    this.content = content;
  }

  public String filename() {
    return filename;
  }

  public String contentType() {
    return contentType;
  }

  /** Returns the name that the HTML uses; empty for an ordinary attachment. */
  public Optional<String> contentId() {
    return contentId;
  }

  public byte[] content() {
    return content;
  }
}
