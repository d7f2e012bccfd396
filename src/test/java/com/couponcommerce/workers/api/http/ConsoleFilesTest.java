package com.couponcommerce.workers.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleFilesTest {
  @ParameterizedTest
  @CsvSource({
    "/index.html, text/html; charset=utf-8",
    "/favicon.svg, image/svg+xml",
    "/ui/main.js, text/javascript; charset=utf-8",
    "/ui/views/dead-letters.js, text/javascript; charset=utf-8",
    "/ui/lib/uPlot.iife.min.js, text/javascript; charset=utf-8",
    "/ui/console.css, text/css; charset=utf-8",
    "/ui/lib/LICENSE.txt, text/plain; charset=utf-8"
  })
  void a_file_has_a_type(String path, String type) {
    assertThat(ConsoleFiles.type(path)).hasValue(type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/ui",
        "/ui/",
        "/ui/views",
        "/ui/views/",
        "/ui/../WEB-INF/classes/x.js",
        "/ui/.hidden.js",
        "/ui//main.js",
        "/ui/a\\b.js",
        "/ui/main.js/",
        "/ui/page.jsp",
        "/ui/main.js\0",
        "/WEB-INF/x.js",
        "/other.html"
      })
  void nothing_else_is_one(String path) {
    assertThat(ConsoleFiles.type(path)).isEmpty();
  }
}
