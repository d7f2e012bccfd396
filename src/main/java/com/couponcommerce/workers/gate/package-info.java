/** Decides from the outcomes of attempts whether messages may go to the provider. */
@NullMarked
package com.couponcommerce.workers.gate;

import org.jspecify.annotations.NullMarked;
