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
import java.util.Set;

/**
 * Answers with a {@link Problem} if the server itself refuses a request, for example one without a
 * login. The server's own page would show its name and version. web.xml names this page.
 */
@WebServlet("/error")
public class ErrorPage extends HttpServlet {
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  @Inject private transient Event<ChangeRefused> refusals;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    int status =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
            ? code
            : HttpServletResponse.SC_NOT_FOUND;
    if (status == HttpServletResponse.SC_FORBIDDEN && !SAFE.contains(request.getMethod())) {
      refusals.fire(new ChangeRefused(request.getMethod(), status));
    }
    byte[] body = problem(status).text().getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType(Problem.MEDIA_TYPE.toString());
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static Problem problem(int status) {
    return switch (status) {
      case 401 -> new Problem(status, "Unauthorized", "log in as a user with one of the roles");
      case 403 ->
          new Problem(status, "Forbidden", "the user lacks the required role, see docs/api.md");
      case 404 -> Problem.notFound("there is nothing at this path");
      case 405 ->
          new Problem(status, "Method not allowed", "this path does not support the method");
      case 413 ->
          new Problem(status, "Content Too Large", "the body is larger than the server accepts");
      default ->
          status < 500
              ? new Problem(status, "Refused", "the server cannot process the request")
              : new Problem(status, "Internal error", "see the server's log");
    };
  }
}
