package com.couponcommerce.workers.api;

import com.couponcommerce.workers.queue.backup.ImportEnd;
import com.couponcommerce.workers.queue.backup.ImportId;
import com.couponcommerce.workers.queue.backup.ImportProgress;
import com.couponcommerce.workers.queue.backup.ImportResult;
import com.couponcommerce.workers.queue.backup.QueueImport;
import com.couponcommerce.workers.queue.backup.StoredMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Imports the messages of one request, batch by batch, so that any size of file fits into little
 * memory. What an earlier run brought is skipped. At the first bad line it stops importing, since
 * the order is to be kept, and reads on only to find more of them.
 */
final class ImportRun {
  /** A reader corrects these first; after a missing line all others may be bad. */
  private static final int MOST_MISTAKES = 20;

  private final QueueImport queue;
  private final ImportId id;
  private final ImportEnd end;
  private final ImportSource source;
  private final List<StoredMessage> batch = new ArrayList<>();
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
   * @throws IOException where the request breaks off; what was read before may be imported
   * @throws com.couponcommerce.workers.queue.QueueUnavailableException where Redis does not answer
   *     or is full; what was imported stays, and a second run goes on from there
   */
  void run() throws IOException {
    next = queue.progress(id).map(ImportProgress::imported).orElse(0L) + 1;
    long number = 0;
    while (mistakes.size() < MOST_MISTAKES) {
      try {
        Optional<StoredMessage> message = source.next();
        if (message.isEmpty()) {
          break;
        }
        number = number == 0 ? source.first() : number + 1;
        if (mistakes.isEmpty()) {
          take(number, message.get());
        }
      } catch (BadLineException e) {
        mistakes.add(e.getMessage());
      }
    }
    flush(mistakes.isEmpty() ? source.total() : OptionalLong.empty());
  }

  private void take(long number, StoredMessage message) {
    if (number < next) {
      skipped++;
      return;
    }
    if (batch.isEmpty()) {
      batchFirst = number;
    }
    batch.add(message);
    batchBytes += message.payload().size();
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

  private static ProblemException missing(long next, String but) {
    return Problem.conflict(
            "message " + next + " comes next, but " + but + ": send what is missing first")
        .exception();
  }

  ImportId id() {
    return id;
  }

  /** The messages of the request that are in the queue now, and were not before. */
  long imported() {
    return imported;
  }

  /** The messages of the request that an earlier run had brought. */
  long skipped() {
    return skipped;
  }

  /** The messages of retry that went to pending, since a byte-identical one waits in retry. */
  long twins() {
    return twins;
  }

  /** What is wrong with the lines; empty where all were imported. */
  List<String> mistakes() {
    return mistakes;
  }

  /** Messages of the whole file, where all of it is in. */
  OptionalLong total() {
    return mistakes.isEmpty() ? source.total() : OptionalLong.empty();
  }
}
