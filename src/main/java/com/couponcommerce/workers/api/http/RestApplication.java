package com.couponcommerce.workers.api.http;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** The Jakarta REST application at /api/v1. */
@ApplicationPath(RestApplication.PATH)
public class RestApplication extends Application {
  static final String PATH = "/api/v1";

  /** Disables Jersey's own description of the resources; /openapi has the description. */
  @Override
  public Map<String, Object> getProperties() {
    return Map.of("jersey.config.server.wadl.disableWadl", true);
  }
}
