package com.couponcommerce.workers.sms;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkFailuresTest {
  /** A refused connection, as the JDK's HTTP client reports it: three exceptions without words. */
  private static IOException refused() {
    ConnectException inner = new ConnectException();
    inner.initCause(new ClosedChannelException());
    return new IOException(inner);
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(
            refused(),
            FailureClass.PROVIDER_DOWN,
            "the connection was refused, or could not be made in time"),
        Arguments.of(
            new ConnectException("Connection refused"),
            FailureClass.PROVIDER_DOWN,
            "ConnectException: Connection refused"),
        Arguments.of(new TimeoutException(), FailureClass.AMBIGUOUS, "no answer came in time"),
        Arguments.of(
            new ClosedChannelException(),
            FailureClass.AMBIGUOUS,
            "the connection ended before an answer"),
        Arguments.of(
            new IOException("while reading", new SocketException("Connection reset")),
            FailureClass.AMBIGUOUS,
            "SocketException: Connection reset"),
        Arguments.of(
            new IOException("the last words", new ClosedChannelException()),
            FailureClass.AMBIGUOUS,
            "IOException: the last words"),
        Arguments.of(
            new UnknownHostException("api.example.com"),
            FailureClass.PROVIDER_DOWN,
            "UnknownHostException: api.example.com"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void a_failure_says_what_happened(Exception e, FailureClass expected, String text) {
    Failure failure = NetworkFailures.of(e);

    assertThat(failure.failureClass()).isEqualTo(expected);
    assertThat(failure.text()).isEqualTo(text);
  }
}
