package com.couponcommerce.workers.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jboss.as.controller.client.ModelControllerClient;
import org.jboss.as.controller.client.helpers.Operations;
import org.jboss.dmr.ModelNode;

/**
 * Changes the realm CouponWorkers of a running WildFly as server-config/wildfly/README.md
 * describes.
 */
public final class WildFlyUsers {
  private static final String REALM = "CouponWorkers";

  private final int adminPort;

  /** Connects to the server whose management interface has this port on loopback. */
  public WildFlyUsers(int adminPort) {
    this.adminPort = adminPort;
  }

  public void create(String name, String password, String... groups) {
    run(operation("add-identity", name));
    ModelNode setPassword = operation("set-password", name);
    ModelNode digest = setPassword.get("digest");
    digest.get("algorithm").set("digest-sha-512");
    digest.get("realm").set(REALM);
    digest.get("password").set(password);
    run(setPassword);
    ModelNode addGroups = operation("add-identity-attribute", name);
    addGroups.get("name").set("groups");
    for (String group : groups) {
      addGroups.get("value").add(group);
    }
    run(addGroups);
  }

  public void delete(String name) {
    run(operation("remove-identity", name));
  }

  private static ModelNode operation(String operation, String identity) {
    ModelNode address = new ModelNode().add("subsystem", "elytron").add("filesystem-realm", REALM);
    ModelNode node = Operations.createOperation(operation, address);
    node.get("identity").set(identity);
    return node;
  }

  private void run(ModelNode operation) {
    try (ModelControllerClient client =
        ModelControllerClient.Factory.create("127.0.0.1", adminPort)) {
      ModelNode result = client.execute(operation);
      if (!Operations.isSuccessfulOutcome(result)) {
        throw new IllegalStateException("WildFly refuses: " + result);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
