package com.couponcommerce.workers.observe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives the histograms and summaries of this application their type in the text that a server
 * exposes. MicroProfile Metrics has no metric of our own kind, so their series are registered as
 * gauges; the server writes each as a metric of its own. All other lines, of this application, of
 * others and of the server, stay to the letter, and so do names, labels and values.
 */
public final class TypedExposition {
  /** Content type of the text. */
  public static final String MEDIA_TYPE = QueueExposition.PROMETHEUS;

  private static final Map<String, Metric> COMPOSED = composed();

  /** The name of a metric in a comment or a sample. */
  private static final Pattern NAME =
      Pattern.compile("(?<comment># (?:TYPE|HELP) )?(?<name>[A-Za-z_:][A-Za-z0-9_:]*)(?<rest>.*)");

  private static final Pattern BOUND = Pattern.compile(",?\\ble=\"([^\"]*)\",?");

  /**
   * A line with a value.
   *
   * @param labels without the bound, so that the series of one histogram have the same ones
   * @param part index of the kind of series
   * @param bound of a bucket; 0 for the others
   */
  private record Sample(String labels, int part, double bound, String line) {
    static final Comparator<Sample> ORDER =
        Comparator.comparing(Sample::labels)
            .thenComparing(Sample::part)
            .thenComparing(Sample::bound);

    static Sample of(Metric metric, String name, String rest, String line) {
      String labels = rest.substring(0, rest.lastIndexOf('}') + 1);
      Matcher bound = BOUND.matcher(labels);
      return new Sample(
          bound.replaceAll(",").replace("{,", "{").replace(",}", "}"),
          metric.series().indexOf(name),
          bound.reset().find() ? bound(bound.group(1)) : 0,
          line);
    }

    private static double bound(String text) {
      return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }
  }

  private final StringBuilder others = new StringBuilder();
  private final Map<Metric, List<Sample>> samples = new EnumMap<>(Metric.class);

  private TypedExposition() {}

  private static Map<String, Metric> composed() {
    Map<String, Metric> composed = new HashMap<>();
    for (Metric metric : Metric.values()) {
      if (metric.kind() != Metric.Kind.SINGLE) {
        metric.series().forEach(name -> composed.put(name, metric));
      }
    }
    return Map.copyOf(composed);
  }

  /** Returns the text with the types corrected; histograms and summaries are at its end. */
  public static String of(String text) {
    TypedExposition exposition = new TypedExposition();
    text.lines().forEach(exposition::add);
    return exposition.text();
  }

  private void add(String line) {
    Matcher parts = NAME.matcher(line);
    Metric metric = parts.matches() ? COMPOSED.get(parts.group("name")) : null;
    if (metric == null) {
      others.append(line).append('\n');
    } else if (parts.group("comment") == null) {
      samples
          .computeIfAbsent(metric, first -> new ArrayList<>())
          .add(Sample.of(metric, parts.group("name"), parts.group("rest"), line));
    }
  }

  private String text() {
    samples.forEach(
        (metric, found) -> {
          String type = metric.kind().name().toLowerCase(Locale.ROOT);
          others.append("# HELP %s %s\n".formatted(metric.id(), metric.help()));
          others.append("# TYPE %s %s\n".formatted(metric.id(), type));
          found.stream()
              .sorted(Sample.ORDER)
              .forEach(sample -> others.append(sample.line()).append('\n'));
        });
    return others.toString();
  }
}
