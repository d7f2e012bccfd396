package com.couponcommerce.workers.it;

import org.jboss.arquillian.container.spi.event.DeployManagedDeployments;
import org.jboss.arquillian.container.spi.event.UnDeployManagedDeployments;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.EventContext;
import org.jboss.arquillian.core.spi.LoadableExtension;

/**
 * Extension of Arquillian that deploys the WAR with the first class of a JVM alone. All classes
 * test the same WAR from outside, and a deployment takes seconds of both cores.
 */
public final class DeployedOnce implements LoadableExtension {

  @Override
  public void register(ExtensionBuilder builder) {
    builder.observer(Observer.class);
  }

  /** Stands between Arquillian's events and the adapters of the servers. */
  public static final class Observer {
    private static boolean isDeployed;

    void deploy(@Observes EventContext<DeployManagedDeployments> deployment) {
      if (!isDeployed) {
        deployment.proceed();
        isDeployed = true;
      }
    }

    /** Leaves the WAR to the end of the server, which is that of the JVM. */
    void undeploy(@Observes EventContext<UnDeployManagedDeployments> undeployment) {}
  }
}
