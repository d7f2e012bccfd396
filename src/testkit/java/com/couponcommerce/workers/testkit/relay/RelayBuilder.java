package com.couponcommerce.workers.testkit.relay;

import com.couponcommerce.workers.testkit.LoopbackCertificate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Settings of a {@link Relay} at its start, in words that each server translates. */
public final class RelayBuilder {
  /** The user whom every server knows that demands AUTH. */
  public static final String USER = "shop";

  public static final String PASSWORD = "orange-22";

  final RelayKind kind;
  Optional<LoopbackCertificate> certificate = Optional.empty();
  boolean implicitTls;
  Optional<String> mechanism = Optional.empty();
  Optional<String> refused = Optional.empty();
  OptionalInt maxBytes = OptionalInt.empty();
  OptionalInt maxMailsPerConnection = OptionalInt.empty();
  List<String> lines = List.of();
  List<String> acl = List.of();

  RelayBuilder(RelayKind kind) {
    this.kind = kind;
  }

  /** Demands STARTTLS. */
  public RelayBuilder startTls(LoopbackCertificate newCertificate) {
    certificate = Optional.of(newCertificate);
    return this;
  }

  /** Speaks TLS from the first byte, as on port 465. */
  public RelayBuilder implicitTls(LoopbackCertificate newCertificate) {
    certificate = Optional.of(newCertificate);
    implicitTls = true;
    return this;
  }

  /** Offers only this mechanism of AUTH, PLAIN or LOGIN, and accepts no mail without it. */
  public RelayBuilder auth(String newMechanism) {
    mechanism = Optional.of(newMechanism);
    return this;
  }

  /** Refuses one recipient for ever. */
  public RelayBuilder refusing(String recipient) {
    refused = Optional.of(recipient);
    return this;
  }

  public RelayBuilder maxBytes(int bytes) {
    maxBytes = OptionalInt.of(bytes);
    return this;
  }

  /** Refuses further mails of a connection; Postfix has no such limit. */
  public RelayBuilder maxMailsPerConnection(int mails) {
    maxMailsPerConnection = OptionalInt.of(mails);
    return this;
  }

  /** Sets further lines of the server's own configuration. */
  public RelayBuilder with(String... newLines) {
    lines = List.of(newLines);
    return this;
  }

  /** Sets conditions that Exim checks first for each recipient. */
  public RelayBuilder acl(String... newLines) {
    acl = List.of(newLines);
    return this;
  }

  public Relay start() {
    return kind.start(this);
  }
}
