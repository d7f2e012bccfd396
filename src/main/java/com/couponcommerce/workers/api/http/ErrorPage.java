package com.couponcommerce.workers.api.http;

import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers with a {@link Problem} if the server itself refuses a request, for example one without a
 * login. The server's own page would show its name and version. web.xml names this page.
 */
@WebServlet("/error")
public class ErrorPage extends HttpServlet {
  private static final String CHALLENGE = "WWW-Authenticate";

  @Inject private transient Event<RequestRefused> refusals;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    int status =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
            ? code
            : HttpServletResponse.SC_NOT_FOUND;
    if (status == HttpServletResponse.SC_FORBIDDEN) {
      refusals.fire(new RequestRefused(request.getMethod(), status));
    }
    if (status == HttpServletResponse.SC_UNAUTHORIZED && isAskedByScript(request)) {
      withdrawChallenge(response);
    }
    byte[] body = Refusal.of(status).text().getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType(Problem.MEDIA_TYPE.toString());
    response.setContentLength(body.length);
    // In answer to a HEAD too: for an error without a body Payara shows its own page.
    response.getOutputStream().write(body);
  }

  /**
   * Returns true if a script in a page sends the request: browsers say so in Sec-Fetch-Dest, but
   * over plain HTTP only to localhost. The console adds the other header, as many scripts do.
   */
  private static boolean isAskedByScript(HttpServletRequest request) {
    return "empty".equals(request.getHeader("Sec-Fetch-Dest"))
        || request.getHeader("X-Requested-With") != null;
  }

  /** Keeps a browser from asking for a password in a window of its own, which has no logout. */
  private static void withdrawChallenge(HttpServletResponse response) {
    Map<String, List<String>> others = new LinkedHashMap<>();
    response.getHeaderNames().stream()
        .filter(name -> !name.equalsIgnoreCase(CHALLENGE))
        .forEach(name -> others.put(name, List.copyOf(response.getHeaders(name))));
    // Servlet 6.0 has no other way to remove a header.
    response.reset();
    others.forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
  }
}
