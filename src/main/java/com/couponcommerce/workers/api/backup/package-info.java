/** Export and import of the messages of a channel. */
@NullMarked
package com.couponcommerce.workers.api.backup;

import org.jspecify.annotations.NullMarked;
