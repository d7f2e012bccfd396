package com.couponcommerce.workers.api.backup;

import com.couponcommerce.workers.api.http.Problem;
import com.couponcommerce.workers.queue.backup.ImportEnd;
import com.couponcommerce.workers.queue.backup.ImportId;
import com.couponcommerce.workers.queue.backup.ImportProgress;
import com.couponcommerce.workers.queue.backup.ImportResult;
import com.couponcommerce.workers.queue.backup.QueueImport;
import com.couponcommerce.workers.queue.backup.Stored;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Imports the messages of one request in batches, so that a file of any size needs little memory.
 * Skips the messages that an earlier run imported. Stops importing at the first invalid line, since
 * the order matters, and reads on only to report further invalid lines.
 */
final class ImportRun {
  /** Enough for one round of corrections; after a missing line all others may be invalid. */
  private static final int MAX_MISTAKES = 20;

  private final QueueImport queue;
  private final ImportId id;
  private final ImportEnd end;
  private final ImportSource source;
  private final List<Stored> batch = new ArrayList<>();
  private final List<String> mistakes = new ArrayList<>();

  private long next;
  private long batchFirst;
  private long batchBytes;
  private long imported;
  private long skipped;
  private long twins;

  ImportRun(QueueImport queue, ImportId id, ImportEnd end, ImportSource source) {
    this.queue = queue;
    this.id = id;
    this.end = end;
    this.source = source;
  }

  /**
   * Reads the request to its end.
   *
   * @throws IOException if the request is aborted; messages read before it may be imported
   * @throws com.couponcommerce.workers.queue.QueueUnavailableException if Redis does not answer or
   *     is full; imported messages stay, and a second run continues from there
   */
  void run() throws IOException {
    next = queue.progress(id).map(ImportProgress::imported).orElse(0L) + 1;
    long number = 0;
    while (mistakes.size() < MAX_MISTAKES) {
      try {
        Optional<Stored> entry = source.next();
        if (entry.isEmpty()) {
          break;
        }
        number = number == 0 ? source.first() : number + 1;
        if (mistakes.isEmpty()) {
          take(number, entry.get());
        }
      } catch (BadLineException e) {
        mistakes.add(e.getMessage());
      }
    }
    flush(mistakes.isEmpty() ? source.total() : OptionalLong.empty());
  }

  private void take(long number, Stored entry) {
    if (number < next) {
      skipped++;
      return;
    }
    if (batch.isEmpty()) {
      batchFirst = number;
    }
    batch.add(entry);
    batchBytes += entry.bytes();
    if (batch.size() == QueueImport.MAX_MESSAGES || batchBytes >= QueueImport.ENOUGH_BYTES) {
      flush(OptionalLong.empty());
    }
  }

  private void flush(OptionalLong total) {
    if (batch.isEmpty() && total.isEmpty()) {
      return;
    }
    long first = batch.isEmpty() ? next : batchFirst;
    ImportResult step = queue.add(id, first, batch, end, total);
    if (step.next() < first) {
      throw missing(step.next(), "the request begins with " + first);
    }
    if (step.next() <= total.orElse(0)) {
      throw missing(step.next(), "the file ends with " + total.orElse(0));
    }
    imported += batch.size() - step.skipped();
    skipped += step.skipped();
    twins += step.twins();
    next = step.next();
    batch.clear();
    batchBytes = 0;
  }

  private static Problem missing(long next, String but) {
    return Problem.conflict(
        "message " + next + " is expected next, but " + but + ": send the missing messages first");
  }

  ImportId id() {
    return id;
  }

  /** Returns the number of messages that this request has imported. */
  long imported() {
    return imported;
  }

  /** Returns the number of messages that an earlier run had imported. */
  long skipped() {
    return skipped;
  }

  /**
   * Returns the number of messages of retry that went to pending, since retry has an identical one.
   */
  long twins() {
    return twins;
  }

  /** Returns the invalid lines; empty if all messages were imported. */
  List<String> mistakes() {
    return mistakes;
  }

  /** Returns the number of messages of the file, once all of them are imported. */
  OptionalLong total() {
    return mistakes.isEmpty() ? source.total() : OptionalLong.empty();
  }
}
