/** The settings in force. */
@NullMarked
package com.couponcommerce.workers.api.settings;

import org.jspecify.annotations.NullMarked;
