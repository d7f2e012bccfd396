/** What Payara brings and WildFly does not; only coupon-workers-wildfly.war has this package. */
@NullMarked
package com.couponcommerce.workers.wildfly;

import org.jspecify.annotations.NullMarked;
