/**
 * Simulation of producers, workers, operators and faults, drawn from a seed, over the real scripts.
 * docs/adr/0032-simulation.md tells what it covers.
 */
@NullMarked
package com.couponcommerce.workers.simulation;

import org.jspecify.annotations.NullMarked;
