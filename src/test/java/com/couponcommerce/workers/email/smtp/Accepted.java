package com.couponcommerce.workers.email.smtp;

import java.util.List;

/**
 * A mail for which a server has taken the responsibility.
 *
 * @param content its bytes, as ISO-8859-1
 */
record Accepted(List<String> recipients, String content) {}
