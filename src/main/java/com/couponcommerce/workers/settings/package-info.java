/** What the administrator set, read once and checked as a whole. */
@NullMarked
package com.couponcommerce.workers.settings;

import org.jspecify.annotations.NullMarked;
