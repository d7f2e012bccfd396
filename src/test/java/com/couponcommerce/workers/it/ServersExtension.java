package com.couponcommerce.workers.it;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/**
 * Starts the {@link Servers} before the first test class of the JVM and stops them after the last.
 * It must be registered before ArquillianExtension, which reads the place of the server when it
 * starts.
 *
 * <p>The servers belong to the session of JUnit's launcher. The root context ends too early:
 * surefire and failsafe hand the classes to their JVMs one by one, and execute each on its own.
 */
final class ServersExtension implements BeforeAllCallback {
  @Override
  public void beforeAll(ExtensionContext context) {
    context
        .getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(ServersExtension.class))
        .getOrComputeIfAbsent(Servers.class, key -> Servers.start(), Servers.class);
  }
}
