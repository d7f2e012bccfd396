package com.couponcommerce.workers.testkit.relay;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the programs of the mail servers. Their packages exclude each other, so those of Exim and
 * OpenSMTPD are unpacked in a directory that the environment names.
 */
final class RelayPrograms {
  static final String DIRECTORY = "MAIL_SERVERS";
  static final String POSTFIX_USER = "postfix";
  static final String EXIM_USER = "Debian-exim";

  private static final String MASTER = "usr/lib/postfix/sbin/master";
  private static final String DOVECOT = "usr/sbin/dovecot";
  private static final String EXIM = "usr/sbin/exim4";
  private static final String SMTPD = "usr/sbin/smtpd";

  private RelayPrograms() {}

  static Optional<String> missingForPostfix() {
    return first(
        Stream.of(
            root(),
            program(MASTER, "apt-get install postfix"),
            program(DOVECOT, "apt-get install dovecot-core")));
  }

  static Optional<String> missingForExim() {
    return first(Stream.of(root(), program(EXIM, unpack("exim4-daemon-light")), user(EXIM_USER)));
  }

  static Optional<String> missingForOpenSmtpd() {
    return first(
        Stream.of(
            root(),
            program(SMTPD, unpack("opensmtpd")),
            user("opensmtpd"),
            user("opensmtpq"),
            mayMount()));
  }

  static String postfixMaster() {
    return path(MASTER);
  }

  static String dovecot() {
    return path(DOVECOT);
  }

  static String exim() {
    return path(EXIM);
  }

  static String smtpd() {
    return path(SMTPD);
  }

  private static Optional<String> first(Stream<Optional<String>> reasons) {
    return reasons.flatMap(Optional::stream).findFirst();
  }

  private static String path(String program) {
    return find(program)
        .orElseThrow(() -> new NoSuchElementException(program + " is missing"))
        .toString();
  }

  private static Optional<Path> find(String program) {
    return Stream.of(Objects.requireNonNullElse(System.getenv(DIRECTORY), "/"), "/")
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Optional<String> program(String program, String help) {
    return find(program).isPresent()
        ? Optional.empty()
        : Optional.of("/%s is missing: %s".formatted(program, help));
  }

  private static String unpack(String packageName) {
    return "unpack %s in a directory and name that in %s, as .ci/run does"
        .formatted(packageName, DIRECTORY);
  }

  private static Optional<String> user(String name) {
    try {
      FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(name);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("the user %1$s is missing: useradd --system %1$s".formatted(name));
    }
  }

  private static Optional<String> root() {
    return System.getProperty("user.name").equals("root")
        ? Optional.empty()
        : Optional.of("root is missing: a mail server starts as root and changes its user");
  }

  private static Optional<String> mayMount() {
    Optional<String> reason =
        Optional.of("the right to mount is missing: OpenSMTPD has fixed paths, which are covered");
    try {
      Process process = new ProcessBuilder("unshare", "--mount", "true").start();
      return process.waitFor() == 0 ? Optional.empty() : reason;
    } catch (IOException e) {
      return reason;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return reason;
    }
  }
}
