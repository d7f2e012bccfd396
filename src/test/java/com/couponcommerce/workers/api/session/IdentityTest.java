package com.couponcommerce.workers.api.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityTest {
  @ParameterizedTest
  @CsvSource({
    "Payara Server  6.2025.10 #badassfish, payara",
    "WildFly Full 39.0.1.Final (WildFly Core 31.0.1.Final) - 2.3.20.Final, wildfly"
  })
  void the_server_is_known_by_what_it_says_of_itself(String info, String kind) {
    assertThat(Identity.server(info)).isEqualTo(kind);
  }
}
