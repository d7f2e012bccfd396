package com.couponcommerce.workers.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeploymentIT extends DeployedWar {
  @Test
  void the_server_says_that_it_is_alive() throws Exception {
    assertThat(probe("/health/live").body()).contains("\"status\":\"UP\"");
  }
}
