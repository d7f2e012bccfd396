package com.couponcommerce.workers.sms;

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
import org.jspecify.annotations.Nullable;

/**
 * What no answer means. Only a failure to connect is sure to have sent nothing; after that, nobody
 * knows.
 */
final class NetworkFailures {
  private NetworkFailures() {}

  static Failure of(Throwable e) {
    if (has(e, UnknownHostException.class) || has(e, UnresolvedAddressException.class)) {
      return failure(FailureClass.PROVIDER_DOWN, "dns", e);
    }
    if (has(e, SSLHandshakeException.class)) {
      return failure(FailureClass.PROVIDER_DOWN, "tls", e);
    }
    if (has(e, ConnectException.class)
        || has(e, NoRouteToHostException.class)
        || has(e, HttpConnectTimeoutException.class)
        || isConnectTimeout(e)) {
      return failure(FailureClass.PROVIDER_DOWN, "connect", e);
    }
    if (has(e, SocketTimeoutException.class)
        || has(e, HttpTimeoutException.class)
        || has(e, TimeoutException.class)) {
      return failure(FailureClass.AMBIGUOUS, "timeout", e);
    }
    return failure(FailureClass.AMBIGUOUS, "no_answer", e);
  }

  /** HttpURLConnection has one exception for both timeouts; only the text differs. */
  private static boolean isConnectTimeout(Throwable e) {
    for (@Nullable Throwable next = e; next != null; next = next.getCause()) {
      if (next instanceof SocketTimeoutException
          && String.valueOf(next.getMessage()).matches("(?i)connect.*timed out")) {
        return true;
      }
    }
    return false;
  }

  private static Failure failure(FailureClass failureClass, String code, Throwable e) {
    Throwable last = e;
    for (Throwable next = e.getCause(); next != null; next = next.getCause()) {
      last = next;
    }
    String text = last.getClass().getSimpleName() + ": " + last.getMessage();
    return new Failure(failureClass, code, text);
  }

  private static boolean has(Throwable e, Class<? extends Throwable> type) {
    for (@Nullable Throwable next = e; next != null; next = next.getCause()) {
      if (type.isInstance(next)) {
        return true;
      }
    }
    return false;
  }
}
