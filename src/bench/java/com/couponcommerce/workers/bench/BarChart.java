package com.couponcommerce.workers.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Draws bars with their numbers, as SVG. */
final class BarChart {
  private static final int WIDTH = 760;
  private static final int LABELS = 260;
  private static final int NUMBERS = 80;
  private static final int BAR = 26;

  private final String title;
  private final Map<String, Double> bars = new LinkedHashMap<>();

  BarChart(String title) {
    this.title = title;
  }

  void bar(String label, double value) {
    bars.put(label, value);
  }

  void write(Path file) throws IOException {
    double max = bars.values().stream().mapToDouble(Double::doubleValue).max().orElse(1);
    int height = 50 + bars.size() * (BAR + 10);
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"14\">%n"
            .formatted(WIDTH, height));
    svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
    svg.append("<text x=\"10\" y=\"26\" font-weight=\"bold\">%s</text>%n".formatted(title));
    int y = 44;
    for (Map.Entry<String, Double> bar : bars.entrySet()) {
      double width = (WIDTH - LABELS - NUMBERS) * bar.getValue() / max;
      String color = bar.getKey().startsWith("Coupon Workers") ? "#1f6f54" : "#8a939b";
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>"
                  + "<rect x=\"%d\" y=\"%d\" width=\"%.0f\" height=\"%d\" fill=\"%s\"/>"
                  + "<text x=\"%.0f\" y=\"%d\">%,.0f</text>%n",
              LABELS - 10,
              y + 18,
              bar.getKey(),
              LABELS,
              y,
              width,
              BAR,
              color,
              LABELS + width + 8,
              y + 18,
              bar.getValue()));
      y += BAR + 10;
    }
    Files.writeString(file, svg.append("</svg>\n"));
  }
}
