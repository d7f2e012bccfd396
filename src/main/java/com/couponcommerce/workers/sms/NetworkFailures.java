package com.couponcommerce.workers.sms;

import com.couponcommerce.workers.log.Causes;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;

/**
 * Classifies requests without an answer. Only after a failure to connect is it certain that nothing
 * was sent; otherwise the outcome is unknown.
 */
final class NetworkFailures {
  private NetworkFailures() {}

  static Failure of(Throwable e) {
    if (Causes.has(e, UnknownHostException.class)
        || Causes.has(e, UnresolvedAddressException.class)) {
      return failure(FailureClass.PROVIDER_DOWN, "dns", e);
    }
    if (Causes.has(e, SSLHandshakeException.class)) {
      return failure(FailureClass.PROVIDER_DOWN, "tls", e);
    }
    if (Causes.has(e, ConnectException.class)
        || Causes.has(e, NoRouteToHostException.class)
        || Causes.has(e, HttpConnectTimeoutException.class)
        || isConnectTimeout(e)) {
      return failure(FailureClass.PROVIDER_DOWN, "connect", e);
    }
    if (Causes.has(e, SocketTimeoutException.class)
        || Causes.has(e, HttpTimeoutException.class)
        || Causes.has(e, TimeoutException.class)) {
      return failure(FailureClass.AMBIGUOUS, "timeout", e);
    }
    return failure(FailureClass.AMBIGUOUS, "no_answer", e);
  }

  /**
   * Returns true for a timeout while connecting. HttpURLConnection has one exception for both
   * timeouts; only the text differs.
   */
  private static boolean isConnectTimeout(Throwable e) {
    return Causes.find(
            e,
            cause ->
                cause instanceof SocketTimeoutException
                    && String.valueOf(cause.getMessage()).matches("(?i)connect.*timed out"))
        .isPresent();
  }

  /** Returns what happened where no exception tells it. */
  private static String sentence(String code) {
    return switch (code) {
      case "dns" -> "the host name is unknown";
      case "tls" -> "no TLS connection could be made";
      case "connect" -> "the connection was refused, or could not be made in time";
      case "timeout" -> "no answer came in time";
      default -> "the connection ended before an answer";
    };
  }

  private static Failure failure(FailureClass failureClass, String code, Throwable e) {
    Failure failure =
        new Failure(failureClass, code, Causes.told(e).orElseGet(() -> sentence(code)));
    return failureClass == FailureClass.PROVIDER_DOWN ? failure.ofSession() : failure;
  }
}
