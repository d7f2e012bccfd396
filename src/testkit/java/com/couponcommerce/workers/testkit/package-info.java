/** Ports, certificates and text formats that the fakes and servers of the tests share. */
@NullMarked
package com.couponcommerce.workers.testkit;

import org.jspecify.annotations.NullMarked;
