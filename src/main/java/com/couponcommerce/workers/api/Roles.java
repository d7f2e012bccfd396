package com.couponcommerce.workers.api;

import java.util.List;

/** What a user may be, as web.xml names it; the server's realm says who is what. */
final class Roles {
  /** Sees queues and messages, changes nothing, and sees no recipient whole. */
  static final String VIEWER = "viewer";

  /** Changes what stands on the queues, and may reveal a recipient. */
  static final String OPERATOR = "operator";

  /** Enqueues messages, and sees nothing. */
  static final String PRODUCER = "producer";

  /** No role but the absence of one: no login is needed. */
  static final String EVERYBODY = "*";

  static final List<String> ALL = List.of(VIEWER, OPERATOR, PRODUCER);

  private Roles() {}
}
