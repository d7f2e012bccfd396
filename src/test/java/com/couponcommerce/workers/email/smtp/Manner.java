package com.couponcommerce.workers.email.smtp;

/** Ways in which a server answers one command. */
enum Manner {
  /** One reply as it should be, in one piece or in several. */
  PLAIN,
  /** One reply in an unusual form. */
  ODD,
  /** Bytes that are no reply. */
  GARBLED,
  /** Byte after byte, and still in time. */
  DRIPPED,
  /** Byte after byte, and too late as a whole. */
  TOO_SLOW,
  /** Nothing, or the start of a reply, and nothing ever after. */
  HUNG,
  /** Nothing, as if the command had not come. */
  SILENT,
  /** The connection is closed instead. */
  LOST,
  /** The connection is closed within the reply. */
  CUT,
  EXTRA_BEFORE,
  EXTRA_AFTER,
  /** After the reply to the next command. */
  SWAPPED,
  /** One reply and many more. */
  FLOODED
}
