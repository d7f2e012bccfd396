package com.couponcommerce.workers.queue.browse;

import java.util.List;

/**
 * A part of a list or sorted set, read at once.
 *
 * @param total entries of the whole at that moment
 * @param begin where the part really begins; in a list, where more or fewer entries are to the
 *     right of it than before, that is another entry
 */
public record Window(long total, Cursor begin, List<FoundMessage> messages) {
  public Window {
    messages = List.copyOf(messages);
  }

  /** Where to go on behind the first so many of it; asked for at least one. */
  public Cursor behind(int count) {
    FoundMessage last = messages.get(count - 1);
    if (last.state().isList()) {
      return Cursor.place(last.state(), last.place() - 1);
    }
    long same =
        messages.subList(0, count).stream()
            .filter(message -> message.score().equals(last.score()))
            .count();
    // Of the score at which the window began some were passed before.
    long before = last.score().equals(begin.place()) ? begin.passed() : 0;
    return new Cursor(last.state(), last.score(), before + same, last.sha1());
  }
}
