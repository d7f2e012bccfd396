package com.couponcommerce.workers.api.http;

import java.util.List;

/** What a user may be, as web.xml names it; the server's realm says who is what. */
public final class Roles {
  /** Sees queues and messages, changes nothing, and sees no recipient whole. */
  public static final String VIEWER = "viewer";

  /** Changes what stands on the queues, and may reveal a recipient. */
  public static final String OPERATOR = "operator";

  /** Enqueues messages, and sees nothing. */
  public static final String PRODUCER = "producer";

  /** No role but the absence of one: no login is needed. */
  public static final String PUBLIC = "*";

  static final List<String> ALL = List.of(VIEWER, OPERATOR, PRODUCER);

  private Roles() {}
}
