package com.couponcommerce.workers.api.http;

import com.couponcommerce.workers.message.Digest;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Serves the files of the console, which need no login. A browser asks each time whether its copy
 * is still valid, by the digest of the content. The servers themselves judge by the time of the
 * file, and a WAR that is built reproducibly has the same time in each release: browsers would keep
 * the old files after an upgrade.
 *
 * <p>The path / is that of /index.html, as a welcome file. If this servlet had it, Payara would ask
 * for a login in spite of web.xml.
 */
@WebServlet({"/index.html", "/favicon.svg", "/ui/*"})
public final class ConsoleFiles extends HttpServlet {
  /** Path of a file, none of whose parts begins with a dot, and the ending of its name. */
  private static final Pattern FILE =
      Pattern.compile("/index\\.html|/favicon\\.svg|/ui(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)+");

  /** Hex digits of a digest that tell two versions of a file apart. */
  private static final int TAG_CHARACTERS = 32;

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "txt", "text/plain; charset=utf-8");

  /** Returns true if the request is for a file of the console, whether or not it is there. */
  public static boolean isFileOf(HttpServletRequest request) {
    return request.getHttpServletMapping().getServletName().equals(ConsoleFiles.class.getName());
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = path(request);
    Optional<String> type = type(path);
    try (InputStream file = type.isEmpty() ? null : getServletContext().getResourceAsStream(path)) {
      if (file == null) {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
      } else {
        write(request, response, type.orElseThrow(), file.readAllBytes());
      }
    }
  }

  private static String path(HttpServletRequest request) {
    String inside = request.getPathInfo();
    return request.getServletPath() + (inside == null ? "" : inside);
  }

  /** Returns the type of a file; empty if the console has no such file. */
  static Optional<String> type(String path) {
    return FILE.matcher(path).matches()
        ? Optional.ofNullable(TYPES.get(path.substring(path.lastIndexOf('.') + 1)))
        : Optional.empty();
  }

  private static void write(
      HttpServletRequest request, HttpServletResponse response, String type, byte[] content)
      throws IOException {
    String digest = Digest.sha256(content).substring(0, TAG_CHARACTERS);
    response.setHeader("ETag", '"' + digest + '"');
    String known = request.getHeader("If-None-Match");
    // Some proxies add to the tag what they did to the content, as in "…-gzip".
    if (known != null && known.contains(digest)) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
    } else {
      Body.write(request, response, type, content);
    }
  }
}
