package com.couponcommerce.workers.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Everything under /api/v1. */
@ApplicationPath("/api/v1")
public class RestApplication extends Application {}
