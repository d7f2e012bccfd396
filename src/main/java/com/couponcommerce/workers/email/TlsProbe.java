package com.couponcommerce.workers.email;

import com.couponcommerce.workers.log.Causes;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Finds out why a server does not greet: one that waits for TLS says nothing to a client that waits
 * for its greeting, and looks like one that hangs.
 */
final class TlsProbe {
  private static final int TIMEOUT_MS = 3000;

  private TlsProbe() {}

  /** Returns true if the server answers a TLS handshake; nothing else is sent. */
  static boolean speaksTls(String host, int port) {
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(host, port), TIMEOUT_MS);
      plain.setSoTimeout(TIMEOUT_MS);
      SSLSocketFactory sockets = (SSLSocketFactory) SSLSocketFactory.getDefault();
      try (SSLSocket tls = (SSLSocket) sockets.createSocket(plain, host, port, true)) {
        tls.startHandshake();
        return true;
      }
    } catch (IOException e) {
      // A certificate that is not trusted is one that was sent.
      return Causes.has(e, CertificateException.class)
          || Causes.has(e, CertPathValidatorException.class)
          || Causes.has(e, SSLPeerUnverifiedException.class);
    }
  }
}
