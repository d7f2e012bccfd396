/** One recipient: erasure of personal data, and delivery reports from a provider. */
@NullMarked
package com.couponcommerce.workers.api.person;

import org.jspecify.annotations.NullMarked;
