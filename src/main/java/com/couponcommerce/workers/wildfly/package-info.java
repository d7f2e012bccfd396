/** Servlets for features that Payara has and WildFly lacks; only in coupon-workers-wildfly.war. */
@NullMarked
package com.couponcommerce.workers.wildfly;

import org.jspecify.annotations.NullMarked;
