package com.couponcommerce.workers.api.problem;

import java.util.Locale;

/** Kinds of problems, the most urgent first. */
public enum ProblemId {
  REDIS_AWAY(true),
  REDIS_EVICTS(true),
  REDIS_MEMORY(false),
  WRONG_KEY(true),
  PROVIDER_CONFIG(true),
  NO_INSTANCES(true),
  NOT_CONSUMING(true),
  PROVIDER_DOWN(true),
  PROVIDER_THROTTLED(false),
  PAUSED(false),
  DEAD_LETTERS_GROWING(false),
  JOB_FAILED(false);

  private final boolean critical;

  ProblemId(boolean critical) {
    this.critical = critical;
  }

  /** Returns its name in the API. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  String severity() {
    return critical ? "critical" : "warning";
  }
}
