package com.couponcommerce.workers.gate;

/** A failed attempt and what becomes of its message. */
public record Judged<A>(A attempt, Verdict verdict) {}
