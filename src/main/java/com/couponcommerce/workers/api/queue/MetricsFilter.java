package com.couponcommerce.workers.api.queue;

import com.couponcommerce.workers.api.http.Body;
import com.couponcommerce.workers.observe.TypedExposition;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Corrects the types in the metrics that the server exposes at {@code /metrics}, in each scope.
 * Answers HEAD like GET, which the servers refuse.
 */
@WebFilter("/metrics/*")
public final class MetricsFilter extends HttpFilter {
  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HeldResponse held = new HeldResponse(response);
    chain.doFilter(asGet(request), held);
    String text = held.text();
    if (text.isEmpty()) {
      // The server has refused the request by an error page.
      return;
    }
    byte[] typed = TypedExposition.of(text).getBytes(StandardCharsets.UTF_8);
    Body.write(request, response, TypedExposition.MEDIA_TYPE, typed);
  }

  private static HttpServletRequest asGet(HttpServletRequest request) {
    return new HttpServletRequestWrapper(request) {
      @Override
      public String getMethod() {
        return "GET";
      }
    };
  }
}
