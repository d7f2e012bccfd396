package com.couponcommerce.workers.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.as.controller.client.ModelControllerClient;
import org.jboss.as.controller.client.helpers.Operations;
import org.jboss.as.controller.client.helpers.standalone.ServerDeploymentHelper;
import org.jboss.dmr.ModelNode;

/** WildFly's administrator, who is let in as the user of this machine that started it. */
final class WildFlyAdmin {
  private static final String REALM = "CouponWorkers";

  private final int adminPort;

  WildFlyAdmin(int adminPort) {
    this.adminPort = adminPort;
  }

  void deploy(Path war, String name) throws Exception {
    try (ModelControllerClient client = client();
        InputStream content = Files.newInputStream(war)) {
      new ServerDeploymentHelper(client).deploy(name, content);
    }
  }

  void undeploy(String name) throws Exception {
    try (ModelControllerClient client = client()) {
      new ServerDeploymentHelper(client).undeploy(name);
    }
  }

  /** As server-config/wildfly/README.md says. */
  void createUser(String name, String password, String... groups) throws Exception {
    run("add-identity", name);
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

  void deleteUser(String name) throws Exception {
    run("remove-identity", name);
  }

  private void run(String operation, String identity) throws Exception {
    run(operation(operation, identity));
  }

  private static ModelNode operation(String operation, String identity) {
    ModelNode address = new ModelNode().add("subsystem", "elytron").add("filesystem-realm", REALM);
    ModelNode node = Operations.createOperation(operation, address);
    node.get("identity").set(identity);
    return node;
  }

  private void run(ModelNode operation) throws Exception {
    try (ModelControllerClient client = client()) {
      ModelNode result = client.execute(operation);
      assertThat(Operations.isSuccessfulOutcome(result)).as(result.toString()).isTrue();
    }
  }

  private ModelControllerClient client() throws Exception {
    return ModelControllerClient.Factory.create("127.0.0.1", adminPort);
  }
}
