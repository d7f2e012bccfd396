package com.couponcommerce.workers.message;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DigestTest {

  /** The examples of FIPS 180-4, "abc". */
  @Test
  void the_parts_count_as_one() {
    assertThat(Digest.sha1("abc".getBytes(US_ASCII)))
        .isEqualTo("a9993e364706816aba3e25717850c26c9cd0d89d");
    assertThat(Digest.sha256("a".getBytes(US_ASCII), "bc".getBytes(US_ASCII)))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }
}
