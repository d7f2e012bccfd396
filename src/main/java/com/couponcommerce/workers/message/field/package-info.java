/**
 * The catalogue of fields: what producers may write, in which spellings, and what becomes of it.
 */
@NullMarked
package com.couponcommerce.workers.message.field;

import org.jspecify.annotations.NullMarked;
