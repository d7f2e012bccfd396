package com.couponcommerce.workers.wildfly;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Answers with the description of the API, where Payara answers by itself. WildFly's own /openapi
 * is outside of all applications: it knows no login and lets every site read it. So
 * microprofile-config.properties keeps the description from it, and server-config leads /openapi
 * here, behind the login.
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
        throw new FileNotFoundException(DOCUMENT + " is missing from the build");
      }
      response.setContentType("application/json");
      document.transferTo(response.getOutputStream());
    }
  }
}
