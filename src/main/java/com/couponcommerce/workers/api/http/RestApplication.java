package com.couponcommerce.workers.api.http;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** Everything under /api/v1. */
@ApplicationPath("/api/v1")
public class RestApplication extends Application {
  /** Without Jersey's own description of the resources: ours is at /openapi. */
  @Override
  public Map<String, Object> getProperties() {
    return Map.of("jersey.config.server.wadl.disableWadl", true);
  }
}
