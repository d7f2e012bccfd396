package com.couponcommerce.workers.queue.redis;

import com.couponcommerce.workers.message.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The Lua scripts in {@code lua/}, one for each verb. */
public enum Script {
  /** Not repeated: a second claim would leave the messages of the first to the reclaimer. */
  CLAIM(Room.CORE, false),
  REWRITE(Room.CORE, true),
  NOW(Room.CORE, true),
  EXTEND(Room.CORE, true),
  ACK(Room.CORE, true),
  CLAIM_IDS(Room.CORE, true),
  RETRY(Room.CORE, true),
  DEAD_LETTER(Room.CORE, true),
  RELEASE(Room.CORE, true),
  PROMOTE(Room.CORE, true),
  STALE(Room.CORE, true),
  RECLAIM(Room.CORE, true),
  /** Repeated: it recognizes its request. */
  ENQUEUE(Room.CORE, true),
  /** Not repeated: it would move an identical second dead letter. */
  REDRIVE(Room.BROWSE, false),
  /** Not repeated: it would remove an identical second dead letter. */
  DISCARD(Room.BROWSE, false),
  DISCARD_LARGE(Room.BROWSE, false),
  /** Repeated: it recognizes its own id. */
  JOB_CREATE(Room.JOB, true),
  JOB_READ(Room.JOB, true),
  JOB_TAKE(Room.JOB, true),
  /** Repeated: it does each turn once. */
  JOB_MOVE(Room.JOB, true),
  JOB_END(Room.JOB, true),
  LIST_WINDOW(Room.BROWSE, true),
  SCORED_WINDOW(Room.BROWSE, true),
  SECRET(Room.BROWSE, true),
  COUNT(Room.CORE, true),
  OLDEST(Room.CORE, true),
  /** Not repeated: it would add the entry twice. */
  RECORD(Room.AUDIT, false),
  TRAIL(Room.AUDIT, true),
  PAUSE(Room.INSTANCE, true),
  RESUME(Room.INSTANCE, true),
  PAUSED(Room.INSTANCE, true),
  HEARTBEAT(Room.INSTANCE, true),
  INSTANCES(Room.INSTANCE, true),
  PROBE(Room.CORE, true),
  OPT_OUT(Room.PERSON, true),
  REPORT(Room.PERSON, true),
  /** Not repeated: it would erase an identical second entry at the place of the first. */
  ERASE(Room.PERSON, false),
  ERASE_SCORED(Room.PERSON, true),
  FORGET(Room.PERSON, true),
  PROGRESS(Room.PERSON, true),
  MARK_SENDING(Room.CORE, true),
  /** Not repeated: it would take the permits twice, which would slow the channel down. */
  PERMIT(Room.LIMIT, false),
  /** Not repeated: it would count one message twice. */
  ADMIT(Room.LIMIT, false),
  EXPORT_LIST(Room.BACKUP, true),
  IMPORT(Room.BACKUP, true),
  IMPORTED(Room.BACKUP, true);

  /** Folders of {@code lua/}, named like the packages that run the scripts in them. */
  private enum Room {
    CORE,
    BROWSE,
    JOB,
    BACKUP,
    AUDIT,
    PERSON,
    INSTANCE,
    LIMIT;

    String folder() {
      return "/lua/" + name().toLowerCase(Locale.ROOT) + "/";
    }
  }

  private final boolean repeatable;
  private final String id;
  private final String source;
  private final String sha1;

  Script(Room room, boolean repeatable) {
    this.repeatable = repeatable;
    this.id = name().toLowerCase(Locale.ROOT);
    this.source = read(room.folder() + id + ".lua");
    this.sha1 = Digest.sha1(source.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns whether a second run after a lost reply changes nothing more. */
  boolean isRepeatable() {
    return repeatable;
  }

  /** Returns the name of its file without the extension. */
  String id() {
    return id;
  }

  byte[] source() {
    return source.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the name under which Redis caches it. */
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
