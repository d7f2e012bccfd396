package com.couponcommerce.workers.email.smtp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;

/** Makes the TLS sockets of a mail session, and notes each in the connection it is for. */
public final class TlsSockets extends SSLSocketFactory {
  private final OpeningThreads threads;
  private final SSLSocketFactory tls;

  /**
   * @param tls decides which certificates are trusted
   */
  public TlsSockets(OpeningThreads threads, SSLSocketFactory tls) {
    this.threads = threads;
    this.tls = tls;
  }

  @Override
  public Socket createSocket(Socket plain, String host, int port, boolean autoClose)
      throws IOException {
    Socket secured = tls.createSocket(plain, host, port, autoClose);
    threads.connection().secured(secured);
    return secured;
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return tls.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return tls.getSupportedCipherSuites();
  }

  /** Throws: Jakarta Mail puts TLS over a socket that is connected. */
  @Override
  public Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
    throw new UnsupportedOperationException();
  }
}
