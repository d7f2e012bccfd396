package com.couponcommerce.workers.it;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.as.controller.client.ModelControllerClient;
import org.jboss.as.controller.client.helpers.standalone.ServerDeploymentHelper;

/** Deploys and undeploys on a WildFly, which trusts the user of this machine that started it. */
final class WildFlyAdmin {
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

  private ModelControllerClient client() throws Exception {
    return ModelControllerClient.Factory.create("127.0.0.1", adminPort);
  }
}
