package com.couponcommerce.workers.it;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The parsed metrics of this application: its series and their values. */
final class Exposition {
  private static final Pattern SAMPLE =
      Pattern.compile("(coupon_workers_[a-z_]+)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");

  /** The name and the labels of one line. */
  record Series(String name, Map<String, String> labels) {}

  private final Map<Series, Double> values = new LinkedHashMap<>();

  private Exposition() {}

  /** Parses text in the format of Prometheus. */
  static Exposition parse(String text) {
    Exposition exposition = new Exposition();
    text.lines().map(SAMPLE::matcher).filter(Matcher::matches).forEach(exposition::add);
    return exposition;
  }

  private void add(Matcher sample) {
    Map<String, String> labels = new TreeMap<>();
    Matcher label = LABEL.matcher(Objects.requireNonNullElse(sample.group(2), ""));
    while (label.find()) {
      labels.put(label.group(1), label.group(2));
    }
    values.put(new Series(sample.group(1), labels), Double.valueOf(sample.group(3)));
  }

  /** Returns the sum of all series with a name and labels, given as name and value in turn. */
  double sum(String name, String... labels) {
    return values.entrySet().stream()
        .filter(entry -> entry.getKey().name().equals("coupon_workers_" + name))
        .filter(entry -> has(entry.getKey(), labels))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  private static boolean has(Series series, String... labels) {
    for (int i = 0; i < labels.length; i += 2) {
      if (!labels[i + 1].equals(series.labels().get(labels[i]))) {
        return false;
      }
    }
    return true;
  }

  Set<String> names() {
    return values.keySet().stream()
        .map(Series::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns the values of a label of a metric; empty if the metric does not have the label. */
  Set<String> values(String name, String label) {
    return values.keySet().stream()
        .filter(series -> series.name().equals(name) && series.labels().containsKey(label))
        .map(series -> Objects.requireNonNull(series.labels().get(label)))
        .collect(Collectors.toSet());
  }
}
