/** Workers of the channels, jobs and heartbeats of this instance: assembly, start and stop. */
@NullMarked
package com.couponcommerce.workers.worker;

import org.jspecify.annotations.NullMarked;
