package com.couponcommerce.workers.wildfly;

import io.smallrye.metrics.MetricsRequestHandler;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.stream.Stream;

/**
 * Exposes the metrics at /metrics, as Payara does itself (MicroProfile Metrics 5.1, section 3.2):
 * {@code /metrics} has all of them, {@code /metrics?scope=application} those of the application.
 */
@WebServlet({"/metrics", "/metrics/*"})
public final class MetricsServlet extends HttpServlet {
  /** Headers that SmallRye adds; with them, pages of any site could read the metrics. */
  private static final String CORS = "Access-Control-";

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    new MetricsRequestHandler()
        .handleRequest(
            request.getRequestURI(),
            request.getContextPath() + "/metrics",
            request.getMethod(),
            acceptHeaders(request),
            request.getParameterMap(),
            (status, message, headers) -> {
              headers.entrySet().stream()
                  .filter(header -> !header.getKey().startsWith(CORS))
                  .forEach(header -> response.addHeader(header.getKey(), header.getValue()));
              response.setStatus(status);
              response.getOutputStream().write(message.getBytes(StandardCharsets.UTF_8));
            });
  }

  private static Stream<String> acceptHeaders(HttpServletRequest request) {
    return Collections.list(request.getHeaders("Accept")).stream();
  }
}
