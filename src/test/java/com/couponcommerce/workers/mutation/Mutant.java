package com.couponcommerce.workers.mutation;

/**
 * A script with one change.
 *
 * @param script name of its file without the extension
 * @param change what was changed; with the script, the name of the mutant
 * @param source the changed script
 */
record Mutant(String script, String change, String source) {
  String name() {
    return script + " | " + change;
  }
}
