package com.couponcommerce.workers.email.mime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HtmlTextTest {

  @Test
  void blocks_lists_and_links_become_lines() {
    String html =
        """
        <!doctype html><html><head><title>T</title><style>p{}</style></head><body>
        <h1>Your  coupon</h1><p>Hello&nbsp;Ann,<br>use <b>SAVE10</b> now.</p>
        <ul><li>one</li><li>two</li></ul>
        <p><a href="https://x.test/c?a=1&amp;b=2">Redeem</a> or
        <a href="https://x.test">https://x.test</a></p>
        <table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>
        <img src="x" alt="Logo"><script>alert(1)</script></body></html>\
        """;

    assertThat(HtmlText.of(html))
        .isEqualTo(
            """
            Your coupon

            Hello Ann,
            use SAVE10 now.

            - one
            - two

            Redeem <https://x.test/c?a=1&b=2> or https://x.test

            a b
            c d

            Logo\
            """);
  }

  @Test
  void nothing_stays_nothing() {
    assertThat(HtmlText.of("")).isEmpty();
  }

  @Test
  void deep_nesting_is_no_problem() {
    assertThat(HtmlText.of("<div>".repeat(20_000) + "x")).isEqualTo("x");
  }

  @Test
  void blanks_at_the_ends_of_lines_and_further_empty_lines_go() {
    assertThat(HtmlText.of("<pre>a \t\n \n\t\n\n  b\n\nc </pre>")).isEqualTo("a\n\n  b\n\nc");
  }
}
