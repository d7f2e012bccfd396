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

/**
 * Answers with a {@link Problem} if the server itself refuses a request, for example one without a
 * login. The server's own page would show its name and version. web.xml names this page.
 */
@WebServlet("/error")
public class ErrorPage extends HttpServlet {
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
    byte[] body = Refusal.of(status).text().getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType(Problem.MEDIA_TYPE.toString());
    response.setContentLength(body.length);
    // In answer to a HEAD too: for an error without a body Payara shows its own page.
    response.getOutputStream().write(body);
  }
}
