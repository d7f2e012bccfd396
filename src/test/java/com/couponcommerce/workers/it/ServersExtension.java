package com.couponcommerce.workers.it;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Starts the {@link Servers} before the first test class and stops them after the last. It must be
 * registered before ArquillianExtension, which reads the place of the server when it starts.
 */
final class ServersExtension implements BeforeAllCallback {
  @Override
  public void beforeAll(ExtensionContext context) {
    context
        .getRoot()
        .getStore(Namespace.create(ServersExtension.class))
        .getOrComputeIfAbsent(Servers.class, key -> Servers.start(), Servers.class);
  }
}
