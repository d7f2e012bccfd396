package com.couponcommerce.workers.email;

import com.couponcommerce.workers.testkit.smtp.SmtpScript.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A reply of a real server that a test server can give.
 *
 * @param stage command at which it was seen
 * @param text with CRLF between its lines
 * @param kind whom it accuses, in the words of replies.tsv
 */
record RealReply(String id, Stage stage, String text, String kind) {
  private static final Map<String, Stage> STAGES =
      Map.of(
          "greeting", Stage.CONNECT,
          "ehlo", Stage.EHLO,
          "mail", Stage.MAIL,
          "rcpt", Stage.RCPT,
          "data", Stage.DATA,
          "dot", Stage.BODY);

  /** Returns the replies of replies.tsv, except those to STARTTLS and AUTH. */
  static List<RealReply> all() {
    try (InputStream file = RealReply.class.getResourceAsStream("/smtp/replies.tsv")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split("\t", -1))
          .flatMap(RealReply::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<RealReply> of(String[] row) {
    Stage stage = STAGES.get(row[1]);
    return stage == null
        ? Stream.empty()
        : Stream.of(new RealReply(row[0], stage, row[2].replace("\\n", "\r\n"), row[3]));
  }
}
