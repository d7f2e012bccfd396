/** Payara and WildFly with a WAR, each in a directory of its own. */
@NullMarked
package com.couponcommerce.workers.testkit.server;

import org.jspecify.annotations.NullMarked;
