package com.couponcommerce.workers.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The PromQL of this repository, and the names in it that the exposition lacks. */
final class Queries {
  static final Path ALERTS = Path.of("docker/prometheus/alerts.yml");
  static final Path DASHBOARD = Path.of("docker/grafana/dashboards/coupon-workers.json");

  /** Labels that Prometheus adds. */
  private static final Set<String> OF_PROMETHEUS = Set.of("instance", "job");

  /** Series that Prometheus makes. */
  private static final String UP = "up";

  private static final Pattern RULE =
      Pattern.compile("( +)expr: (?:\\|\\n((?:\\1  .*\\n)+)|(.*)\\n)");
  private static final Pattern SELECTOR =
      Pattern.compile("\\b([a-zA-Z_][a-zA-Z0-9_]*)(?:\\{([^}]*)}|(?=\\[))");
  private static final Pattern NAME = Pattern.compile("\\bcoupon_workers_[a-z_]+\\b");
  private static final Pattern MATCHER = Pattern.compile("([a-z_]+) *(=~|!~|!=|=) *\"([^\"]*)\"");
  private static final Pattern GROUPING =
      Pattern.compile("\\b(?:by|on|without|ignoring) *\\(([^)]*)\\)");

  private final Exposition exposition;
  private final List<String> missing = new ArrayList<>();

  private Queries(Exposition exposition) {
    this.exposition = exposition;
  }

  /** Returns the metrics, labels and values of labels that the exposition lacks. */
  static List<String> missing(Exposition exposition, List<String> queries) {
    Queries checked = new Queries(exposition);
    queries.forEach(checked::check);
    return checked.missing;
  }

  /** Returns the queries of the alert rules. */
  static List<String> ofAlerts() throws IOException {
    List<String> queries = new ArrayList<>();
    Matcher rule = RULE.matcher(Files.readString(ALERTS));
    while (rule.find()) {
      queries.add(rule.group(2) == null ? rule.group(3) : rule.group(2));
    }
    return queries;
  }

  /** Returns the queries of the dashboard's panels, annotations and variables. */
  static List<String> ofDashboard() throws IOException {
    JsonNode dashboard = new ObjectMapper().readTree(DASHBOARD.toFile());
    List<String> queries = new ArrayList<>();
    dashboard.findValues("expr").forEach(expr -> queries.add(expr.asText()));
    for (JsonNode variable : dashboard.at("/templating/list")) {
      if (variable.path("type").asText().equals("query")) {
        queries.add(variable.path("definition").asText());
      }
    }
    return queries;
  }

  /** Returns the names of this application's metrics in a text. */
  static Set<String> names(String text) {
    Set<String> names = new TreeSet<>();
    Matcher name = NAME.matcher(text);
    while (name.find()) {
      names.add(name.group());
    }
    return names;
  }

  private void check(String query) {
    Set<String> names = names(query);
    for (String name : names) {
      report(exposition.names().contains(name), "metric", name, query);
    }
    Matcher selector = SELECTOR.matcher(query);
    while (selector.find()) {
      String name = selector.group(1);
      report(names.contains(name) || name.equals(UP), "metric", name, query);
      if (selector.group(2) != null) {
        checkMatchers(name, selector.group(2), query);
      }
    }
    checkGroupings(names, query);
  }

  private void checkMatchers(String name, String matchers, String query) {
    Matcher matcher = MATCHER.matcher(matchers);
    while (matcher.find()) {
      String label = matcher.group(1);
      if (OF_PROMETHEUS.contains(label)) {
        continue;
      }
      Set<String> values = exposition.values(name, label);
      report(!values.isEmpty(), "label", name + " " + label, query);
      if (!matcher.group(3).startsWith("$")) {
        for (String value : matcher.group(3).split("\\|", -1)) {
          report(values.contains(value), "value", label + "=" + value, query);
        }
      }
    }
  }

  private void checkGroupings(Set<String> names, String query) {
    Matcher grouping = GROUPING.matcher(query);
    while (grouping.find()) {
      for (String label : grouping.group(1).split(" *, *", -1)) {
        boolean known =
            OF_PROMETHEUS.contains(label)
                || names.stream().anyMatch(name -> !exposition.values(name, label).isEmpty());
        report(known, "label", label, query);
      }
    }
  }

  private void report(boolean known, String kind, String what, String query) {
    if (!known) {
      missing.add(kind + " " + what + " in: " + query.strip());
    }
  }
}
