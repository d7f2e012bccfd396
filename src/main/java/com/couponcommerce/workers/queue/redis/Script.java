package com.couponcommerce.workers.queue.redis;

import com.couponcommerce.workers.message.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The Lua scripts in {@code lua/}, one per verb. */
public enum Script {
  /** Not repeated: a second claim would leave the messages of the first to the reclaimer. */
  CLAIM(false),
  REWRITE(true),
  NOW(true),
  EXTEND(true),
  ACK(true),
  SENT(true),
  RETRY(true),
  DEAD_LETTER(true),
  RELEASE(true),
  PROMOTE(true),
  STALE(true),
  RECLAIM(true),
  /** Repeated, since it knows its request again. */
  ENQUEUE(true),
  /** Not repeated: it would move an identical second dead letter. */
  REDRIVE(false),
  /** Not repeated: it would remove an identical second dead letter. */
  DISCARD(false),
  DISCARD_LARGE(false),
  /** Repeated: it knows its own id again. */
  JOB_CREATE(true),
  JOB_READ(true),
  JOB_TAKE(true),
  /** Repeated: it does each turn once. */
  JOB_MOVE(true),
  JOB_END(true),
  LIST_WINDOW(true),
  SCORED_WINDOW(true),
  COUNT(true),
  OLDEST(true),
  /** Not repeated: what was done once would stand there twice. */
  RECORD(false),
  TRAIL(true),
  PAUSE(true),
  RESUME(true),
  PAUSED(true),
  ANNOUNCE(true),
  INSTANCES(true),
  PROBE(true),
  OPT_OUT(true),
  REPORT(true),
  /** Not repeated: it would erase an identical second entry at the place of the first. */
  ERASE(false),
  ERASE_SCORED(true),
  FORGET(true),
  MARK_SENDING(true),
  /** Not repeated: it would take the permits twice, and the channel would be too slow. */
  PERMIT(false),
  /** Not repeated: it would count one message twice. */
  ADMIT(false),
  EXPORT_LIST(true),
  EXPORT_SORTED_SET(true),
  IMPORT(true),
  IMPORTED(true);

  private final boolean repeatable;
  private final String id;
  private final String source;
  private final String sha1;

  Script(boolean repeatable) {
    this.repeatable = repeatable;
    this.id = name().toLowerCase(Locale.ROOT);
    this.source = read("/lua/" + id + ".lua");
    this.sha1 = Digest.sha1(source.getBytes(StandardCharsets.UTF_8));
  }

  /** True where a second run after a lost reply changes nothing more. */
  boolean isRepeatable() {
    return repeatable;
  }

  /** The name of its file, without the ending. */
  String id() {
    return id;
  }

  byte[] source() {
    return source.getBytes(StandardCharsets.UTF_8);
  }

  /** The name under which Redis caches it. */
  byte[] sha1() {
    return sha1.getBytes(StandardCharsets.US_ASCII);
  }

  private static String read(String resource) {
    try (InputStream in = Script.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing from the build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
