package com.couponcommerce.workers.wildfly;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Serves the OpenAPI description, as Payara does itself. WildFly's own /openapi lies outside of all
 * applications: it requires no login and allows every site to read it. Therefore
 * microprofile-config.properties withholds the description from it, and server-config routes
 * /openapi to this servlet, which requires a login.
 */
@WebServlet(OpenApiServlet.PATH)
public final class OpenApiServlet extends HttpServlet {
  static final String PATH = "/openapi.json";

  private static final String DOCUMENT = "/WEB-INF/classes/META-INF/openapi.json";

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try (InputStream document = getServletContext().getResourceAsStream(DOCUMENT)) {
      if (document == null) {
        throw new FileNotFoundException(DOCUMENT + " is missing in the WAR");
      }
      response.setContentType("application/json");
      document.transferTo(response.getOutputStream());
    }
  }
}
