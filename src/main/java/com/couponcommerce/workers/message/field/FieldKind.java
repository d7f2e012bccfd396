package com.couponcommerce.workers.message.field;

/** Values that a field takes; decides how masks show it, too. */
public enum FieldKind {
  /** One or more e-mail addresses. */
  ADDRESSES,
  /** One e-mail address. */
  ADDRESS,
  /** A phone number. */
  PHONE,
  /** The number or name that an SMS comes from. */
  ORIGINATOR,
  /** A short text that a one-time code may be part of. */
  SUBJECT,
  /** A text that only its recipient may read. */
  CONTENT,
  /** The bytes of a file. */
  FILE_CONTENT,
  /** Links that act for the recipient, like a login. */
  LINKS,
  /** Headers of a mail by name. */
  HEADERS,
  /** Ids of mails in angle brackets. */
  MESSAGE_IDS,
  /** Files. */
  FILES,
  /** An invitation in iCalendar format. */
  CALENDAR,
  /** The name of a file, a type or an encoding. */
  WORD,
  /** A point in time. */
  TIME,
  /** A whole number. */
  COUNT,
  /** True or false. */
  FLAG,
  /** The name of a message. */
  ID,
  /** Anything else. */
  ANY;

  /** Returns true for the persons to or from whom a message goes. */
  public boolean isPerson() {
    return this == ADDRESSES || this == ADDRESS || this == PHONE || this == ORIGINATOR;
  }

  /** Returns true for a value that masks replace by its size. */
  public boolean isSecret() {
    return this == CONTENT || this == FILE_CONTENT || this == LINKS || this == CALENDAR;
  }

  /** Returns true for numbers that are as long as a phone number and are none. */
  public boolean isNumber() {
    return this == TIME || this == COUNT;
  }
}
