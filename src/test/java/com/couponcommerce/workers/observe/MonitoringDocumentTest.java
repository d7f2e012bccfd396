package com.couponcommerce.workers.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Holds docs/monitoring.md to the code: it names each metric, and says what to do about each alert.
 */
class MonitoringDocumentTest {

  private static List<String> found(String regex, String file) throws IOException {
    return Pattern.compile(regex, Pattern.MULTILINE)
        .matcher(Files.readString(Path.of(file)))
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  @Test
  void each_metric_has_a_row() throws IOException {
    assertThat(found("^\\| `(coupon_workers_[a-z_]+)` \\| [a-z, ]*\\|", "docs/monitoring.md"))
        .containsExactlyElementsOf(
            Arrays.stream(Metric.values()).flatMap(metric -> metric.series().stream()).toList());
  }

  @Test
  void each_alert_has_a_section_and_names_it_as_its_runbook() throws IOException {
    List<String> alerts = found("alert: ([A-Za-z]+)$", "docker/prometheus/alerts.yml");

    assertThat(found("^### (CouponWorkers[A-Za-z]+)$", "docs/monitoring.md"))
        .containsExactlyInAnyOrderElementsOf(alerts);
    assertThat(found("runbook_url: (.*)$", "docker/prometheus/alerts.yml"))
        .containsExactlyElementsOf(
            alerts.stream()
                .map(alert -> "docs/monitoring.md#" + alert.toLowerCase(Locale.ROOT))
                .toList());
  }

  @Test
  void each_alert_is_shown_to_fire() throws IOException {
    assertThat(found("alertname=\"([A-Za-z]+)\"", "docker/prometheus/alerts-test.yml"))
        .containsAll(found("alert: ([A-Za-z]+)$", "docker/prometheus/alerts.yml"));
  }

  @Test
  void the_files_are_where_it_says() throws IOException {
    List<String> files = found("^\\| `([a-z/.-]+)` \\| ", "docs/monitoring.md");

    assertThat(files).hasSize(5);
    assertThat(files).allSatisfy(file -> assertThat(Path.of("docker", file)).exists());
  }
}
