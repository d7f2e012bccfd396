package com.couponcommerce.workers.testkit;

import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;

/** An authority that signs certificates for servers on loopback. */
public final class LoopbackAuthority {
  private static final String ALIAS = "authority";
  private static final String SERVER = "server";

  private final byte[] store;
  private final LoopbackCertificate certificate;

  private LoopbackAuthority(byte[] store) {
    this.store = store;
    this.certificate = new LoopbackCertificate(Keytool.read(store), ALIAS);
  }

  /** Generates an authority; it and each of its certificates take about a second. */
  public static LoopbackAuthority create() {
    return new LoopbackAuthority(
        Keytool.withKey(
            new byte[0],
            ALIAS,
            Keytool.EC,
            "-dname",
            "CN=Loopback authority",
            "-ext",
            "bc:c",
            "-validity",
            "400"));
  }

  /** Returns a context of a client that trusts what this authority has signed, and nothing else. */
  public SSLContext trust() {
    return certificate.context();
  }

  /** Signs a certificate that is valid now. */
  public LoopbackCertificate sign(String names) {
    return sign(names, "-validity", "30");
  }

  /** Signs a certificate whose month is over. */
  public LoopbackCertificate signExpired(String names) {
    return sign(names, "-startdate", "-60d", "-validity", "30");
  }

  private LoopbackCertificate sign(String names, String... validity) {
    List<String> options =
        new ArrayList<>(
            List.of("-signer", ALIAS, "-dname", "CN=localhost", "-ext", "san=" + names));
    options.addAll(List.of(validity));
    return new LoopbackCertificate(
        Keytool.read(Keytool.withKey(store, SERVER, Keytool.RSA, options.toArray(String[]::new))),
        SERVER);
  }
}
