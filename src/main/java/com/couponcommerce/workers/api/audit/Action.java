package com.couponcommerce.workers.api.audit;

import com.couponcommerce.workers.queue.job.JobOrder;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Verb of the API that an audit entry names. */
public enum Action {
  ENQUEUE,
  REDRIVE,
  EDIT,
  DISCARD,
  REVEAL,
  PAUSE,
  RESUME,
  STOP,
  FIND,
  ERASE,
  EXPORT,
  IMPORT;

  /** Returns the verb of a job. */
  public static Action of(JobOrder.Verb verb) {
    return switch (verb) {
      case REDRIVE -> REDRIVE;
      case DISCARD -> DISCARD;
    };
  }

  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns all of them for an error. */
  static String all() {
    return Arrays.stream(values()).map(Action::id).collect(Collectors.joining(", "));
  }
}
