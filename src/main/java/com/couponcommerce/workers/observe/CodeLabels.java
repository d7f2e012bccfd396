package com.couponcommerce.workers.observe;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes label values of the codes of failures: few of them, whatever a provider answers. An SMTP
 * reply's enhanced code is left out, since servers make up their own; what looks like no code, and
 * what comes after the first {@value #MOST}, is {@value #OTHER}.
 */
final class CodeLabels {
  /** The value for all others, and one that every metric has from the start. */
  static final String OTHER = "other";

  /** Twice as many as a busy installation sees; each is a series for Prometheus to keep. */
  private static final int MOST = 50;

  /** {@code 550 5.1.1} and {@code 550}. */
  private static final Pattern SMTP = Pattern.compile("([2-5]\\d\\d)(?: .*)?");

  /** An answer of a text provider, or of a proxy before it, that has no code of its own. */
  private static final Pattern HTTP = Pattern.compile("http (\\d{3})");

  /** Twilio's numbers, and words: those of SNS and ours, such as {@code connect}. */
  private static final Pattern PLAIN = Pattern.compile("\\d{4,5}|[A-Za-z][A-Za-z_]{1,39}");

  private final Map<String, String> known = new ConcurrentHashMap<>(Map.of(OTHER, OTHER));

  /** The label value for a code. */
  String of(String code) {
    String label = shortened(code);
    return known.containsKey(label) ? label : added(label);
  }

  private synchronized String added(String label) {
    if (known.size() < MOST) {
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
