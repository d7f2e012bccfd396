package com.couponcommerce.workers.api.http;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How large the body of a request to a method may be, where {@link #DEFAULT} does not suit it. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface BodyLimit {
  /** 64 KiB: more than a reason, a filter or a change of a few fields needs. */
  long DEFAULT = 65_536;

  /** For a body that is read as it comes and never held as a whole. */
  long UNLIMITED = Long.MAX_VALUE;

  /** Most bytes. */
  long value();
}
