package com.couponcommerce.workers.testkit.server;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A server's own directory, made from an installation, as one kind of server needs it. */
interface ServerHome {
  /** Returns the command line of the server's JVM. */
  List<String> command();

  /**
   * Returns the environment variables of the server's process beside those that every program
   * needs.
   */
  Map<String, String> environment();

  /** Returns the directory with configuration and logs; the server is started in it. */
  Path directory();

  /**
   * Removes what the last run deployed, so that each start is the same, however the last run ended.
   */
  void reset();

  /** Returns a reader that finds in the server's log whether the start succeeded. */
  StartLog startLog();

  /** Returns the port of the management interface, on loopback. */
  int adminPort();

  /** Adds a user to the application's realm, while the server runs. */
  void createUser(String name, String password, String group);

  /** Returns the URL of MicroProfile Health without its path. */
  URI probes();
}
