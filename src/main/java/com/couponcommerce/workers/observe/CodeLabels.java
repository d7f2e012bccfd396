package com.couponcommerce.workers.observe;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns the codes of failures into label values and limits their number, whatever a provider
 * answers. The enhanced code of an SMTP reply is dropped, since servers invent their own. The value
 * is {@value #OTHER} for what does not look like a code, and for every new code once there are
 * {@value #MAX_LABELS} values.
 */
final class CodeLabels {
  /** Value for all other codes; every metric has it from the start. */
  static final String OTHER = "other";

  /** Twice as many as a busy installation sees; Prometheus keeps a series for each. */
  private static final int MAX_LABELS = 50;

  /** SMTP replies such as {@code 550 5.1.1} and {@code 550}. */
  private static final Pattern SMTP = Pattern.compile("([2-5]\\d\\d)(?: .*)?");

  /** HTTP answers without a code, from an SMS provider or a proxy in front of it. */
  private static final Pattern HTTP = Pattern.compile("http (\\d{3})");

  /** Twilio's numbers, and words: those of SNS and our own, such as {@code connect}. */
  private static final Pattern PLAIN = Pattern.compile("\\d{4,5}|[A-Za-z][A-Za-z_]{1,39}");

  private final Map<String, String> known = new ConcurrentHashMap<>(Map.of(OTHER, OTHER));

  /** Returns the label value for a code. */
  String of(String code) {
    String label = shortened(code);
    return known.containsKey(label) ? label : added(label);
  }

  private synchronized String added(String label) {
    if (known.size() < MAX_LABELS) {
      known.put(label, label);
    }
    return known.containsKey(label) ? label : OTHER;
  }

  private static String shortened(String code) {
    Matcher smtp = SMTP.matcher(code);
    if (smtp.matches()) {
      return smtp.group(1);
    }
    Matcher http = HTTP.matcher(code);
    if (http.matches()) {
      return "http_" + http.group(1);
    }
    return PLAIN.matcher(code).matches() ? code : OTHER;
  }
}
