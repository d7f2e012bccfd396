package com.couponcommerce.workers.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FreePortTest {

  @Test
  void a_port_is_given_once() {
    List<Integer> ports = Stream.generate(FreePort::any).limit(200).toList();

    assertThat(ports).doesNotHaveDuplicates();
  }

  @Test
  void a_port_of_another_jvm_is_reserved_until_that_jvm_ends() throws Exception {
    Process other = otherJvm();
    int port;
    try (BufferedReader said = other.inputReader()) {
      port = Integer.parseInt(said.readLine());

      assertThat(PortReservations.reserve(port)).isFalse();

      other.getOutputStream().close();
      assertThat(other.waitFor()).isZero();
    } finally {
      other.destroyForcibly();
    }
    assertThat(PortReservations.reserve(port)).isTrue();
  }

  @Test
  void a_port_that_was_looked_at_is_not_given_again() {
    int first = FreePort.from(FreePort.any() + 1);

    assertThat(FreePort.from(first)).isGreaterThan(first);
    assertThat(FreePort.take(first)).isFalse();
  }

  @Test
  void a_port_that_is_taken_between_the_look_and_the_start_is_left_to_the_other() throws Exception {
    int preferred = FreePort.any() + 1;
    List<ServerSocket> others = new ArrayList<>();

    int got =
        FreePort.start(
            preferred,
            port -> {
              if (others.isEmpty()) {
                others.add(listener(port));
              }
              try (ServerSocket mine = listener(port)) {
                return mine.getLocalPort();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });

    assertThat(got).isGreaterThan(others.get(0).getLocalPort());
    others.get(0).close();
  }

  @Test
  void a_failure_for_another_reason_is_not_repeated() {
    AtomicInteger starts = new AtomicInteger();

    assertThatThrownBy(
            () ->
                FreePort.start(
                    FreePort.any() + 1,
                    port -> {
                      starts.incrementAndGet();
                      throw new UncheckedIOException(new IOException("no program"));
                    }))
        .hasMessageContaining("no program");
    assertThat(starts).hasValue(1);
  }

  private static ServerSocket listener(int port) {
    try {
      return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Process otherJvm() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            java, "-cp", System.getProperty("java.class.path"), Other.class.getName())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Takes a port and runs until its input ends. */
  static final class Other {
    private Other() {}

    public static void main(String[] arguments) throws IOException {
      System.out.println(FreePort.any());
      System.in.readAllBytes();
    }
  }
}
