package com.couponcommerce.workers.it;

import com.couponcommerce.workers.testkit.sms.SmsStub;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Searches logs for confidential data of the tests: recipients, contents and secrets. One of the
 * patterns must match each value that a test uses, or the search proves nothing.
 */
final class LogSearch {
  /** Patterns by kind of confidential data. */
  private static final Map<String, Pattern> CONFIDENTIAL = new LinkedHashMap<>();

  static {
    // An address whose local part is not masked: the character before the @ is no *.
    find(
        "address",
        "[^\\s\"'<>(=,;:*]@(?:[\\w-]+\\.)*(?:example\\.(?:com|org|net)|y\\.org|test)\\b");
    find("number", "(?<![0-9a-f])(?:(?:49|0)1[5-7]\\d[ -]?\\d{4}|1500555\\d{4}|1234567890(?!\\d))");
    find("body", "\\bNumber \\d");
    for (String secret :
        List.of(
            Servers.PASSWORD,
            LoginIT.PASSWORD,
            SmsStub.AUTH_TOKEN,
            Servers.SNS_SECRET,
            RunScript.STORE_PASSWORD,
            PayaraConfigCrashIT.PASSWORD,
            WildFlyScriptsCrashIT.PASSWORD,
            ":hidden@")) {
      find("secret", Pattern.quote(secret));
    }
  }

  /** Ids of this application, Twilio and SNS: of 32 random digits, eight may look like a number. */
  private static final Pattern ID =
      Pattern.compile(
          "(?:cw-|SM)\\p{XDigit}{32}|\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  /** Limit of the characters shown of a line; the rest of a stack trace or banner adds nothing. */
  private static final int MAX_SHOWN = 300;

  /**
   * A line with confidential data.
   *
   * @param what kind of the data: address, number, body or secret
   */
  record Finding(Path file, int line, String what, String text) {}

  private LogSearch() {}

  private static void find(String what, String pattern) {
    CONFIDENTIAL.merge(
        what, Pattern.compile(pattern), (one, other) -> Pattern.compile(one + "|" + other));
  }

  /** Returns everything found in a file. */
  static List<Finding> in(Path file) throws IOException {
    List<Finding> findings = new ArrayList<>();
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        String withoutIds = ID.matcher(line).replaceAll("id");
        for (Map.Entry<String, Pattern> confidential : CONFIDENTIAL.entrySet()) {
          if (confidential.getValue().matcher(withoutIds).find()) {
            findings.add(new Finding(file, number, confidential.getKey(), cut(line)));
          }
        }
      }
    }
    return findings;
  }

  /** Returns all logs of the servers that ran from an installation, rotated ones included. */
  static List<Path> logs(Path installation) throws IOException {
    try (Stream<Path> files = Files.find(installation, 5, (path, is) -> is.isRegularFile())) {
      return files.filter(file -> file.toString().matches(".*/logs?/[^/]*\\.log[^/]*")).toList();
    }
  }

  private static String cut(String line) {
    return line.length() <= MAX_SHOWN ? line : line.substring(0, MAX_SHOWN) + "…";
  }
}
