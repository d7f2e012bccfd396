package com.couponcommerce.workers.api.http;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Who may call a method of a resource; one without it is closed to everybody. Ours rather than
 * jakarta.annotation.security, whose annotations each server takes in its own way in a resource:
 * Payara asks for a login even where PermitAll stands.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface AllowedTo {
  /** Roles, any of which will do; {@link Roles#PUBLIC} for no login at all. */
  String[] value();
}
