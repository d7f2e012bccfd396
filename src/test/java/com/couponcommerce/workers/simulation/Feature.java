package com.couponcommerce.workers.simulation;

/** Events of a run beside workers that deliver. Each seed draws some of them. */
enum Feature {
  /** Connections break before or after a command ran. */
  LOST_REPLIES,
  /** Instances die between any two calls. */
  CRASHES,
  /** A call of a script fails, as for a user without the right to it. */
  SCRIPT_FAULTS,
  /** An operator sets a key to another type. */
  WRONG_TYPES,
  FULL_MEMORY,
  /** Redis goes back to an older state. */
  FAILOVERS,
  /** The clock of Redis jumps. */
  CLOCK_JUMPS,
  /** Instances stand still for longer than a lease. */
  FREEZES,
  /** Others act between two calls of one. */
  INTERLEAVING,
  PAUSES,
  LIVE_SETTINGS,
  /** Providers refuse, defer, and leave the outcome unknown. */
  FAILURES,
  /** Operators redrive and discard dead letters by the API and redis-cli. */
  OPERATORS,
  JOBS,
  EXPORTS,
  IMPORTS,
  HTTP_PRODUCERS,
  /** Delivery reports, opt-outs and their erasure. */
  REPORTS
}
