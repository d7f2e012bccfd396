/** Decodes the fields of a payload to an e-mail, or says what is wrong with them. */
@NullMarked
package com.couponcommerce.workers.email.decode;

import org.jspecify.annotations.NullMarked;
