package com.couponcommerce.workers.message.field;

/**
 * Compares names of fields in the spellings of other languages: {@code reply_to}, {@code Reply-To},
 * {@code ReplyTo} and {@code replyTo} are one name.
 */
public final class FieldName {
  private FieldName() {}

  /**
   * Returns the same string for each spelling of a name: in lower case, without the underscores,
   * hyphens and blanks between its words. One at its start stays: {@code _id} is not {@code id}.
   */
  public static String key(String name) {
    if (isKey(name)) {
      return name;
    }
    StringBuilder key = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (key.isEmpty() || !isSeparator(c)) {
        key.append(Character.toLowerCase(c));
      }
    }
    return key.toString();
  }

  private static boolean isKey(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c < 'a' || c > 'z') {
        return false;
      }
    }
    return true;
  }

  private static boolean isSeparator(char c) {
    return c == '_' || c == '-' || c == ' ';
  }
}
