package com.couponcommerce.workers.api.http;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Limit of the request body of a method that needs another limit than {@link #DEFAULT}. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface BodyLimit {
  /** Limit of 64 KiB: more than a reason, a filter or a change of a few fields needs. */
  long DEFAULT = 65_536;

  /** No limit, for a body that is read as a stream and never held as a whole. */
  long UNLIMITED = Long.MAX_VALUE;

  /** Limit in bytes. */
  long value();
}
