package com.couponcommerce.workers.testkit.relay;

import java.util.Optional;

/** The mail servers that the tests know. */
public enum RelayKind {
  POSTFIX,
  EXIM,
  /** Without TLS and AUTH, since Debian's build of version 6.8 fails in each handshake. */
  OPENSMTPD;

  /** Returns what keeps this server from running on this machine; empty if it can run. */
  public Optional<String> missing() {
    return switch (this) {
      case POSTFIX -> RelayPrograms.missingForPostfix();
      case EXIM -> RelayPrograms.missingForExim();
      case OPENSMTPD -> RelayPrograms.missingForOpenSmtpd();
    };
  }

  public RelayBuilder builder() {
    return new RelayBuilder(this);
  }

  /** Starts a server that accepts everything. */
  public Relay start() {
    return builder().start();
  }

  Relay start(RelayBuilder setup) {
    return switch (this) {
      case POSTFIX -> new PostfixServer(setup);
      case EXIM -> new EximServer(setup);
      case OPENSMTPD -> new OpenSmtpdServer(setup);
    };
  }
}
