package com.couponcommerce.workers.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.couponcommerce.workers.testkit.server.RoleUsers;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The console in a real browser: Debian's Chromium, driven by Debian's Node. The headless shell is
 * the same engine and starts faster. Without them a test is skipped, or fails where {@code
 * CONSOLE_TESTS=required}, as in .ci/run.
 */
final class Console implements AutoCloseable {
  /** Screenshots of this run. */
  private static final Path SHOTS = Path.of("target", "console");

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Time in which the page tells what it does not look for: a poll, and a busy machine. */
  static final LocatorAssertions.ContainsTextOptions SOON =
      new LocatorAssertions.ContainsTextOptions().setTimeout(15_000);

  /** Browser of all tests of a class. */
  private static @Nullable Started started;

  private record Started(Playwright playwright, Browser browser) {}

  private final Servers servers;
  private final Look look;
  private final BrowserContext context;
  private final Page page;
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final List<Response> answers = new CopyOnWriteArrayList<>();

  static {
    // A job starts within six seconds, on a busy machine later.
    PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
  }

  private Console(Servers servers, Browser browser, Look look) {
    this.servers = servers;
    this.look = look;
    context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(look.width, 900)
                .setColorScheme(look.scheme)
                .setForcedColors(look.forced));
    page = context.newPage();
    page.onConsoleMessage(message -> complaints.add(message.type() + ": " + message.text()));
    page.onPageError(error -> complaints.add("error: " + error));
    page.onDialog(
        dialog -> {
          complaints.add("dialog: " + dialog.message());
          dialog.dismiss();
        });
    page.onResponse(answers::add);
  }

  /** How the page is looked at. */
  enum Look {
    WIDE_LIGHT(1280, ColorScheme.LIGHT, ForcedColors.NONE),
    WIDE_DARK(1280, ColorScheme.DARK, ForcedColors.NONE),
    NARROW_LIGHT(320, ColorScheme.LIGHT, ForcedColors.NONE),
    NARROW_DARK(320, ColorScheme.DARK, ForcedColors.NONE),
    /** The few colours that the user has chosen, as in a high contrast mode of Windows. */
    FORCED_COLOURS(1280, ColorScheme.DARK, ForcedColors.ACTIVE),
    /** Text of twice the size, with the window as it is. */
    LARGE_TEXT(1280, ColorScheme.LIGHT, ForcedColors.NONE);

    private final int width;
    private final ColorScheme scheme;
    private final ForcedColors forced;

    Look(int width, ColorScheme scheme, ForcedColors forced) {
      this.width = width;
      this.scheme = scheme;
      this.forced = forced;
    }
  }

  /** Opens a browser for the servers of this JVM, or skips the test. */
  static Console open() {
    return open(Servers.running(), Look.WIDE_LIGHT);
  }

  static Console open(Servers servers, Look look) {
    Optional<Path> chromium = program("chromium-headless-shell").or(() -> program("chromium"));
    Optional<Path> node = program("node");
    if (chromium.isEmpty() || node.isEmpty()) {
      String missing = "the console's tests need the packages chromium-headless-shell and nodejs";
      if ("required".equals(System.getenv("CONSOLE_TESTS"))) {
        throw new IllegalStateException(missing);
      }
      abort("skipped: " + missing);
    }
    if (started == null) {
      started = start(chromium.orElseThrow(), node.orElseThrow());
    }
    return new Console(servers, started.browser(), look);
  }

  private static Started start(Path chromium, Path node) {
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions()
                .setEnv(
                    Map.of(
                        "PLAYWRIGHT_NODEJS_PATH",
                        node.toString(),
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                        "1")));
    return new Started(
        playwright,
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium)
                    // As root Chromium starts only so.
                    .setArgs(List.of("--no-sandbox"))));
  }

  /** Ends the browser, after the last test of a class. */
  static void end() {
    if (started != null) {
      started.playwright().close();
      started = null;
    }
  }

  private static Optional<Path> program(String name) {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** The page itself. */
  Page page() {
    return page;
  }

  BrowserContext context() {
    return context;
  }

  Locator find(String selector) {
    return page.locator(selector);
  }

  /** Errors, warnings and dialogs of the page so far. */
  List<String> complaints() {
    return complaints;
  }

  /** All answers to the page's requests so far. */
  List<Response> answers() {
    return answers;
  }

  URI url(String address) {
    return servers.server().url("/" + address);
  }

  Console go(String address) {
    page.navigate(url(address).toString());
    return this;
  }

  /** Logs in as the user with a role. */
  Console login(String role) {
    find("[name=user]").fill(role);
    find("[name=password]").fill(servers.users().password());
    find(".login .primary").click();
    find("header").waitFor();
    return this;
  }

  Console loginAsOperator() {
    return login(RoleUsers.OPERATOR);
  }

  /** Saves how it looks, for the documents and for the reader of a failed run. */
  void shoot(String name) {
    boolean hasDialog = find("dialog[open]").count() > 0;
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(SHOTS.resolve(Servers.kind().id()).resolve(name + ".png"))
            // A dialog is in the middle of what the user sees.
            .setFullPage(!hasDialog));
  }

  /** Opens a browser whose pages have axe, which comes past the policy of the page. */
  static Console openForAccess(Look look) throws IOException {
    Console console = open(Servers.running(), look);
    console.context.addInitScript(axe());
    if (look == Look.LARGE_TEXT) {
      console.context.addInitScript(
          "addEventListener('DOMContentLoaded',"
              + " () => { document.documentElement.style.fontSize = '200%'; })");
    }
    return console;
  }

  /**
   * Checks the page against WCAG 2.0 to 2.2, A and AA, by axe, and that nothing is beyond its edge.
   * The contrast of forced colours is the user's choice; axe sees those of the page.
   */
  void checkAccess(String where) throws IOException {
    Object found =
        page.evaluate(
            "async contrast => JSON.stringify((await"
                + " axe.run({runOnly:['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa'],"
                + " rules: {'color-contrast': {enabled: contrast}}}))"
                + ".violations.map(broken => [broken.id, broken.nodes.map(node => node.html)]))",
            look.forced == ForcedColors.NONE);
    assertThat(JSON.readTree(String.valueOf(found))).as(where).isEmpty();
    Object overflow = page.evaluate("() => document.documentElement.scrollWidth - innerWidth");
    assertThat((Integer) overflow).as("pixels beyond the edge: " + where).isLessThanOrEqualTo(0);
  }

  private static String axe() throws IOException {
    try (InputStream script = Console.class.getResourceAsStream("/axe.min.js")) {
      return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
