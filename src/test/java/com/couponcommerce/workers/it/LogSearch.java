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
 * Looks in logs for what must not be there: whom the tests send to, what, and with which secrets.
 * Whatever a test uses has to be found by one of these patterns, or the search proves nothing.
 */
final class LogSearch {
  /** Patterns of confidential data by their kind. */
  private static final Map<String, Pattern> CONFIDENTIAL = new LinkedHashMap<>();

  static {
    // With more than one character before the @, or with one that no *** follows.
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

  /** Ours, Twilio's and those of SNS: of 32 random digits, eight may look like a number. */
  private static final Pattern ID =
      Pattern.compile(
          "(?:cw-|SM)\\p{XDigit}{32}|\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  /** Longest part of a line that is shown, in characters. */
  private static final int LONGEST = 300;

  /**
   * A place where confidential data was found.
   *
   * @param what an address, a number, a body or a secret
   */
  record Finding(Path file, int line, String what, String text) {}

  private LogSearch() {}

  private static void find(String what, String pattern) {
    CONFIDENTIAL.merge(
        what, Pattern.compile(pattern), (one, other) -> Pattern.compile(one + "|" + other));
  }

  /** Everything found in the file. */
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

  /** The log files of all servers that the build started from this installation, old ones too. */
  static List<Path> logs(Path installation) throws IOException {
    try (Stream<Path> files = Files.find(installation, 5, (path, is) -> is.isRegularFile())) {
      return files.filter(file -> file.toString().matches(".*/logs?/[^/]*\\.log[^/]*")).toList();
    }
  }

  private static String cut(String line) {
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
