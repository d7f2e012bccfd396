package com.couponcommerce.workers.queue.browse;

import java.util.List;

/**
 * A window of a list or sorted set, read by one call.
 *
 * @param total number of entries of the list or sorted set at that moment
 * @param begin position of the first entry; in a list it may be another entry than before, if
 *     entries came or went to the right of it
 */
public record Window(long total, Cursor begin, List<FoundMessage> messages) {
  public Window {
    messages = List.copyOf(messages);
  }

  /** Returns whether nothing follows: it is empty, or has the last entry of a list. */
  boolean isEnd() {
    if (messages.isEmpty()) {
      return true;
    }
    FoundMessage last = messages.get(messages.size() - 1);
    return last.state().isList() && last.place() == (begin.isOnward() ? total - 1 : 0);
  }

  /** Returns the position after the first {@code count} entries, of which there is at least one. */
  public Cursor behind(int count) {
    FoundMessage last = messages.get(count - 1);
    if (last.state().isList()) {
      return begin.isOnward()
          ? Cursor.onward(last.state(), last.place() + 1, last.sha1())
          : Cursor.place(last.state(), last.place() - 1);
    }
    long same =
        messages.subList(0, count).stream()
            .filter(message -> message.score().equals(last.score()))
            .count();
    // Some entries of the score at which the window begins were passed before.
    long before = last.score().equals(begin.place()) ? begin.passed() : 0;
    return new Cursor(last.state(), last.score(), before + same, last.sha1());
  }
}
