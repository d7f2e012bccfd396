package com.couponcommerce.workers.api.http;

import com.couponcommerce.workers.settings.CurrentSettings;
import com.couponcommerce.workers.settings.RateLimit;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.time.Duration;

/**
 * Limits the requests of each user to API_RATE_LIMIT, so that a runaway script leaves Redis to
 * other callers. Methods without a login are limited by address.
 *
 * <p>Health has no limit: all probes may come from one address, and a refused probe would look like
 * an outage. Webhooks have none either: behind a proxy all reports come from one address, and a
 * provider does not repeat a refused report.
 */
@Provider
@Priority(Priorities.AUTHENTICATION)
public class RateFilter implements ContainerRequestFilter {
  @Context private ResourceInfo resource;

  @Inject private Caller caller;
  @Inject private CallRates rates;
  @Inject private CurrentSettings settings;

  @Override
  public void filter(ContainerRequestContext request) {
    Endpoint endpoint = Endpoint.of(request, resource);
    if (endpoint.isPublic() && (endpoint.isSafe() || endpoint.isWebhook())) {
      return;
    }
    RateLimit limit = settings.get().apiRate();
    String name = endpoint.isPublic() ? "address " + caller.address() : "user " + caller.name();
    Duration wait = rates.admit(name, limit);
    if (!wait.isZero()) {
      throw Problem.tooManyRequests("the rate of requests exceeds API_RATE_LIMIT, " + limit, wait);
    }
  }
}
