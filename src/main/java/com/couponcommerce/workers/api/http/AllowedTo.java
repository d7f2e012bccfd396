package com.couponcommerce.workers.api.http;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the roles that may call a method of a resource. A method without it is closed to all
 * callers. Replaces the annotations of jakarta.annotation.security, which servers treat differently
 * in resources: Payara asks for a login even with PermitAll.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface AllowedTo {
  /** Roles, one of which is needed; {@link Roles#PUBLIC} if no login is needed. */
  String[] value();
}
