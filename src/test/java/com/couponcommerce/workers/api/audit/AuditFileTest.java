package com.couponcommerce.workers.api.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.settings.ApiSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditFileTest {
  private static final Logger LOGGER = Logger.getLogger(Audit.LOGGER);

  @Test
  void it_takes_the_lines_from_the_start_to_the_end_with_their_time(@TempDir Path directory)
      throws Exception {
    AuditFile file =
        new AuditFile(new ApiSettings(Optional.of(directory.resolve("100% audit")), ""));
    LOGGER.info("before");

    file.start("the start");
    LOGGER.info("audit user=anna");
    LOGGER.info("{\"event\":\"audit\"}");
    file.stop("the end");
    LOGGER.info("after");

    assertThat(Files.readAllLines(directory.resolve("100% audit.0")))
        .hasSize(2)
        .satisfiesExactly(
            text -> assertThat(text).matches("20..-..-..T..:..:..[.0-9]*Z audit user=anna"),
            json ->
                assertThat(json)
                    .matches("\\{\"time\":\"20..-..-..T..:..:..[.0-9]*Z\",\"event\":\"audit\"}"));
    assertThat(directory.toFile().list()).containsExactly("100% audit.0");
    assertThat(LOGGER.getHandlers()).isEmpty();
  }

  @Test
  void without_a_name_there_is_none() {
    AuditFile file = new AuditFile(new ApiSettings(Optional.empty(), ""));

    file.start("the start");

    assertThat(LOGGER.getHandlers()).isEmpty();
    file.stop("the end");
  }
}
