package com.couponcommerce.workers.email;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * The administrator's choice to trust mail servers whatever their certificate ({@code ssl.trust} of
 * the mail session): each server with an asterisk, else those named, and no other one.
 */
final class TrustedHosts implements X509TrustManager {
  private final String hosts;
  private final String host;

  private TrustedHosts(String hosts, String host) {
    this.hosts = hosts;
    this.host = host;
  }

  /** Returns a factory of TLS sockets to that host. */
  static SSLSocketFactory factory(String hosts, String host) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new TrustedHosts(hosts, host)}, null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has TLS", e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String algorithm)
      throws CertificateException {
    if (!hosts.equals("*") && !List.of(hosts.split("\\s+", -1)).contains(host)) {
      throw new CertificateException(
          "the mail session's ssl.trust is \"%s\" and does not name %s".formatted(hosts, host));
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String algorithm)
      throws CertificateException {
    throw new CertificateException("this side is no server");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
