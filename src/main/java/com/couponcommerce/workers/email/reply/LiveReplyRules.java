package com.couponcommerce.workers.email.reply;

import com.couponcommerce.workers.email.reply.ReplyRulesParser.Mistake;
import com.couponcommerce.workers.email.reply.ReplyRulesParser.Parsed;
import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Rules of the administrator (SMTP_REPLY_RULES) before those of the product. The file is read again
 * when it changes. One with a mistake changes nothing: the rules that were good stay in force.
 */
public final class LiveReplyRules {
  private static final EventLog LOG = EventLog.of(LiveReplyRules.class);

  /** Shortest time between two looks at the file. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** Bytes of the longest file that is read. */
  private static final long MAX_BYTES = 1 << 20;

  private final Optional<Path> file;
  private final LongSupplier nanoTime;
  private long looked;
  private Version version;
  private volatile ReplyRules rules;

  /** State of the file; one that cannot be read has no time. */
  private record Version(Optional<FileTime> changed, long bytes) {}

  /**
   * Reads the file.
   *
   * @param file empty if there is none
   * @throws IllegalArgumentException if it cannot be read, or with the line of each mistake
   */
  public LiveReplyRules(Optional<Path> file, LongSupplier nanoTime) {
    this.file = file;
    this.nanoTime = nanoTime;
    this.looked = nanoTime.getAsLong();
    this.version = version();
    this.rules = file.map(LiveReplyRules::read).orElseGet(ReplyRules::builtIn);
  }

  /** Returns the rules in force. */
  public ReplyRules current() {
    if (file.isPresent()) {
      look(file.get());
    }
    return rules;
  }

  private synchronized void look(Path path) {
    long now = nanoTime.getAsLong();
    if (now - looked < LOOK.toNanos()) {
      return;
    }
    looked = now;
    Version present = version();
    if (present.equals(version)) {
      return;
    }
    version = present;
    try {
      rules = read(path);
      LOG.info(
          LogLine.saying("reply-rules", "the rules for replies of the mail server were read again")
              .text("file", path.toString()));
    } catch (IllegalArgumentException e) {
      LOG.warning(
          LogLine.saying(
                  "reply-rules-refused",
                  "the changed rules for replies have mistakes; those before stay in force")
              .text("error", String.valueOf(e.getMessage())));
    }
  }

  private Version version() {
    try {
      return file.isEmpty()
          ? new Version(Optional.empty(), 0)
          : new Version(Optional.of(Files.getLastModifiedTime(file.get())), Files.size(file.get()));
    } catch (IOException e) {
      return new Version(Optional.empty(), 0);
    }
  }

  private static ReplyRules read(Path path) {
    List<String> lines;
    try {
      if (Files.size(path) > MAX_BYTES) {
        throw new IllegalArgumentException(
            "SMTP_REPLY_RULES: %s is larger than %d bytes".formatted(path, MAX_BYTES));
      }
      lines = new String(Files.readAllBytes(path), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "SMTP_REPLY_RULES: %s cannot be read: %s".formatted(path, e), e);
    }
    Parsed parsed = ReplyRulesParser.parse(lines);
    if (!parsed.mistakes().isEmpty()) {
      throw new IllegalArgumentException(
          parsed.mistakes().stream()
              .map(mistake -> tell(path, mistake))
              .collect(Collectors.joining("; ", "SMTP_REPLY_RULES: ", "")));
    }
    return ReplyRules.builtIn().after(parsed.rules());
  }

  private static String tell(Path path, Mistake mistake) {
    return "%s, line %d: %s".formatted(path, mistake.line(), mistake.problem());
  }
}
