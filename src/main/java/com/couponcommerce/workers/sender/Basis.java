package com.couponcommerce.workers.sender;

/** Ground on which a failure has its class, and so how far one failure may be believed. */
public enum Basis {
  /**
   * The provider refused before it learned of any message: the connection, its greeting, the login.
   * That is about us in any case.
   */
  SESSION,
  /** The provider answered an attempt in words or with a code that is known. */
  KNOWN,
  /** The provider's words are unknown: only the command that they answer tells the class. */
  GUESS
}
