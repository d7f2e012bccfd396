/** Shared by all resources: roles, filters, problems, answers and the parsing of queries. */
@NullMarked
package com.couponcommerce.workers.api.http;

import org.jspecify.annotations.NullMarked;
