package com.couponcommerce.workers.api.session;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Limits failed logins: ten a minute for each name, and for each address. Above the limit no
 * password is looked at, not even the right one, or the limit would be none.
 *
 * <p>An attempt counts as failed from its start until it succeeds, so that a hundred at the same
 * moment are not a hundred tries.
 */
@Singleton
public class LoginAttempts {
  static final int MAX_FAILURES = 10;
  static final Duration PER = Duration.ofMinutes(1);

  /** Names, and addresses, that are remembered, the latest ones: a few MB at most. */
  static final int MAX_REMEMBERED = 10_000;

  /** Bytes of an IPv6 address that name a network, all of whose addresses one host can use. */
  private static final int NETWORK_BYTES = 8;

  private final LongSupplier nanoTime;
  private final long start;
  private final RecentFailures names = new RecentFailures(MAX_FAILURES, PER, MAX_REMEMBERED);
  private final RecentFailures addresses = new RecentFailures(MAX_FAILURES, PER, MAX_REMEMBERED);

  /**
   * An attempt.
   *
   * @param delay zero if it may be made, otherwise the time until the next one may
   */
  record Attempt(String name, String address, long at, Duration delay) {}

  @Inject
  public LoginAttempts() {
    this(System::nanoTime);
  }

  LoginAttempts(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  /** Begins an attempt. One that has to wait does not count. */
  synchronized Attempt begin(String user, String remoteAddress) {
    long now = nanoTime.getAsLong() - start;
    String name = name(user);
    String address = network(remoteAddress);
    Duration byName = names.untilNext(name, now);
    Duration byAddress = addresses.untilNext(address, now);
    Duration wait = byName.compareTo(byAddress) > 0 ? byName : byAddress;
    if (wait.isZero()) {
      names.add(name, now);
      addresses.add(address, now);
    }
    return new Attempt(name, address, now, wait);
  }

  /** Ends an attempt that did not fail. The failures before it still count. */
  synchronized void succeeded(Attempt attempt) {
    names.remove(attempt.name(), attempt.at());
    addresses.remove(attempt.address(), attempt.at());
  }

  /** Returns the name as a directory compares it: not by case, nor by the blanks around it. */
  private static String name(String user) {
    String name = user.strip().toLowerCase(Locale.ROOT);
    return name.length() <= Credentials.MAX_USER ? name : name.substring(0, Credentials.MAX_USER);
  }

  private static String network(String address) {
    // A text without a colon is no IPv6 address, and must not be looked up as the name of a host.
    if (address.indexOf(':') < 0) {
      return address;
    }
    try {
      InetAddress parsed = InetAddress.getByName("[" + address.replaceAll("[\\[\\]]", "") + "]");
      return parsed instanceof Inet6Address
          ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), NETWORK_BYTES))
          : parsed.getHostAddress();
    } catch (UnknownHostException e) {
      return address;
    }
  }
}
