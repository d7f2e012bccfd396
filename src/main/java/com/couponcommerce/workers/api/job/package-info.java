/** Resources of the jobs over dead letters, and the audit entry when a job ends. */
@NullMarked
package com.couponcommerce.workers.api.job;

import org.jspecify.annotations.NullMarked;
