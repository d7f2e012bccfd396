package com.couponcommerce.workers.email.mime;

import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;

/**
 * Makes the text part of a mail that has only HTML. Without one, spam filters lower its rating, and
 * screen readers and terminals show markup.
 */
public final class HtmlText {
  private static final Set<String> PARAGRAPHS =
      Set.of(
          "p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "blockquote", "pre", "hr");
  private static final Set<String> LINES =
      Set.of("div", "tr", "li", "dt", "dd", "section", "article", "header", "footer", "address");
  private static final Set<String> UNSEEN = Set.of("head", "script", "style", "template", "title");

  private HtmlText() {}

  /** Returns the text of a page. */
  public static String of(String html) {
    Visitor visitor = new Visitor();
    NodeTraversor.traverse(visitor, Jsoup.parse(html));
    return tidied(visitor.text.toString());
  }

  /**
   * Removes blanks at the ends of lines, and all but one of empty lines in a row. A regular
   * expression would take quadratic time for a run of blanks.
   */
  private static String tidied(String text) {
    StringBuilder lines = new StringBuilder(text.length());
    boolean afterEmpty = false;
    for (String line : text.split("\n", -1)) {
      String kept = withoutBlanksAtEnd(line);
      if (!kept.isEmpty() || !afterEmpty) {
        lines.append(kept).append('\n');
      }
      afterEmpty = kept.isEmpty();
    }
    return lines.toString().strip();
  }

  private static String withoutBlanksAtEnd(String line) {
    int end = line.length();
    while (end > 0 && (line.charAt(end - 1) == ' ' || line.charAt(end - 1) == '\t')) {
      end--;
    }
    return line.substring(0, end);
  }

  private static final class Visitor implements NodeVisitor {
    private final StringBuilder text = new StringBuilder();
    private int unseen;

    @Override
    public void head(Node node, int depth) {
      if (node instanceof Element element) {
        String name = element.normalName();
        if (UNSEEN.contains(name)) {
          unseen++;
        }
        breakBefore(name);
        switch (name) {
          case "br" -> text.append('\n');
          case "li" -> text.append("- ");
          case "td", "th" -> space();
          case "img" -> append(element.attr("alt"));
          default -> {}
        }
      } else if (node instanceof TextNode textNode && unseen == 0) {
        append(isPreformatted(node) ? textNode.getWholeText() : textNode.text());
      }
    }

    @Override
    public void tail(Node node, int depth) {
      if (node instanceof Element element) {
        String name = element.normalName();
        if (UNSEEN.contains(name)) {
          unseen--;
        }
        if (name.equals("a") && unseen == 0) {
          target(element.attr("href"), element.text());
        }
        breakBefore(name);
      }
    }

    private static boolean isPreformatted(Node node) {
      return node.parent() instanceof Element parent && parent.normalName().equals("pre");
    }

    /** Appends a link's target, unless its text shows it or a reader cannot use it. */
    private void target(String href, String shown) {
      boolean known = shown.equals(href) || href.equals("mailto:" + shown);
      if (!known && href.matches("(?i)(https?|mailto|tel):.*")) {
        space();
        text.append('<').append(href.strip()).append('>');
      }
    }

    private void append(String words) {
      boolean atStart = text.isEmpty() || Character.isWhitespace(text.charAt(text.length() - 1));
      text.append(atStart ? words.stripLeading() : words);
    }

    private void space() {
      if (!text.isEmpty() && !Character.isWhitespace(text.charAt(text.length() - 1))) {
        text.append(' ');
      }
    }

    private void breakBefore(String name) {
      if (PARAGRAPHS.contains(name)) {
        text.append("\n\n");
      } else if (LINES.contains(name)
          && !text.isEmpty()
          && text.charAt(text.length() - 1) != '\n') {
        text.append('\n');
      }
    }
  }
}
