package com.couponcommerce.workers.simulation;

import java.util.EnumSet;
import java.util.Random;
import java.util.Set;

/** Draws the faults of a run. */
final class Faults {
  private static final double LOST = 0.015;
  private static final double CRASH = 0.003;
  private static final double SCRIPT_FAULT = 0.03;
  private static final double OTHERS = 0.2;

  /** A script rarely makes more changes. */
  private static final int MAX_CHANGE = 6;

  private final Random random;
  private final Set<Feature> features;
  private boolean healed;

  Faults(Random random, EnumSet<Feature> features) {
    this.random = random;
    this.features = EnumSet.copyOf(features);
  }

  /** Ends all faults. */
  void heal() {
    healed = true;
  }

  boolean isHealed() {
    return healed;
  }

  boolean has(Feature feature) {
    return features.contains(feature);
  }

  /** Draws whether something happens. */
  boolean happens(Feature feature, double probability) {
    return !healed && has(feature) && random.nextDouble() < probability;
  }

  void maybeDie(Actor actor) {
    if (happens(Feature.CRASHES, CRASH)) {
      actor.die();
    }
  }

  boolean losesReply() {
    return happens(Feature.LOST_REPLIES, LOST);
  }

  boolean letsOthersAct() {
    return happens(Feature.INTERLEAVING, OTHERS);
  }

  /** Returns the number of the change by a script that fails; 0 for none. */
  int faultAt() {
    return happens(Feature.SCRIPT_FAULTS, SCRIPT_FAULT)
        ? 1 + random.nextInt(1 + random.nextInt(MAX_CHANGE))
        : 0;
  }
}
