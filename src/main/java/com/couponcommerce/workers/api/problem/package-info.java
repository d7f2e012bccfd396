/** Resource of the present problems, and one class for each kind of their sources. */
@NullMarked
package com.couponcommerce.workers.api.problem;

import org.jspecify.annotations.NullMarked;
