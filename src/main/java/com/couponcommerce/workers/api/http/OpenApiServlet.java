package com.couponcommerce.workers.api.http;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Serves the description of the API to the letter, the same on each server. Payara's own endpoint
 * adds a field of its own and drops extensions; its mapping {@code /openapi/*} is taken here.
 * WildFly's own endpoint at /openapi lies outside of all applications: it requires no login and
 * allows every site to read it. Therefore microprofile-config.properties withholds the description
 * from it, and server-config routes /openapi to /openapi.json.
 */
@WebServlet({"/openapi/*", "/openapi.json"})
public final class OpenApiServlet extends HttpServlet {
  private static final String DOCUMENT = "/WEB-INF/classes/META-INF/openapi.json";

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getPathInfo() != null) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    try (InputStream document = getServletContext().getResourceAsStream(DOCUMENT)) {
      if (document == null) {
        throw new FileNotFoundException(DOCUMENT + " is missing in the WAR");
      }
      Body.write(request, response, "application/json", document.readAllBytes());
    }
  }
}
