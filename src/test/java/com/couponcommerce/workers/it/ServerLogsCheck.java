package com.couponcommerce.workers.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.testkit.server.ServerKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Checks, after all other tests, that no log of their servers shows a recipient, a content or a
 * secret: no line of the application, of the server or of a library.
 */
class ServerLogsCheck {

  @ParameterizedTest
  @EnumSource
  void no_log_of_the_run_shows_an_address_a_body_or_a_secret(ServerKind kind) throws Exception {
    List<LogSearch.Finding> findings = new ArrayList<>();
    boolean delivered = false;
    for (Path log : LogSearch.logs(kind.installation())) {
      findings.addAll(LogSearch.in(log));
      delivered |=
          Files.readString(log, StandardCharsets.ISO_8859_1).contains("delivered channel=email");
    }

    assertThat(findings).isEmpty();
    assertThat(delivered).as("the tests have delivered e-mail on " + kind).isTrue();
  }
}
