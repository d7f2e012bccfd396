package com.couponcommerce.workers.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
