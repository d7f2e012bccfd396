package com.couponcommerce.workers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rules of CONTRIBUTING.md, "Words", for the comments, strings and pages of the repository. */
class WordsTest {
  private static final PathMatcher SOURCES =
      FileSystems.getDefault()
          .getPathMatcher(
              "glob:{src/*/java/**.java,src/main/resources/lua/**.lua,docs/**.md,README.md,"
                  + "CONTRIBUTING.md,docker/**.md,server-config/**.md,bin/*}");
  private static final List<String> FOLDERS =
      List.of("src", "docs", "docker", "server-config", "bin");

  /** Holds the words that it looks for. */
  private static final Path ITSELF =
      Path.of("src/test/java/com/couponcommerce/workers/WordsTest.java");

  /** Excepts noBody() of the JDK, and the user=nobody of Payara's mail session. */
  private static final Pattern PRONOUN =
      Pattern.compile(
          "(?<!user=)\\b(nobody|somebody|whoever|anybody)\\b(?!\\()", Pattern.CASE_INSENSITIVE);

  private static final Pattern PREPOSITION =
      Pattern.compile(
          "/\\*\\*[\\s*]*(Of|With|As|By|Whom|For|What|Whose|Where|Who)\\s.*", Pattern.MULTILINE);

  private record Source(Path path, String text) {
    List<String> violations(Pattern pattern) {
      List<String> violations = new ArrayList<>();
      for (Matcher found = pattern.matcher(text); found.find(); ) {
        int word = found.start(1);
        String line = text.substring(word).lines().findFirst().orElse("");
        String before = text.substring(0, word);
        String start = before.substring(before.lastIndexOf('\n') + 1);
        violations.add("%s:%d: %s".formatted(path, before.lines().count(), (start + line).strip()));
      }
      return violations;
    }
  }

  private static List<Source> sources = List.of();

  @BeforeAll
  static void readSources() throws IOException {
    List<Source> read = new ArrayList<>();
    for (Path path : paths()) {
      read.add(new Source(path, Files.readString(path)));
    }
    sources = read;
  }

  private static List<Path> paths() throws IOException {
    List<Path> paths = new ArrayList<>(List.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")));
    for (String folder : FOLDERS) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        files
            .filter(Files::isRegularFile)
            .filter(SOURCES::matches)
            .filter(path -> !path.equals(ITSELF))
            .sorted()
            .forEach(paths::add);
      }
    }
    return paths;
  }

  @Test
  void sources_of_every_kind_are_read() {
    assertThat(sources)
        .extracting(source -> source.path().toString().replaceFirst(".*\\.", ""))
        .contains("java", "lua", "md", "sh");
  }

  @Test
  void a_javadoc_begins_with_a_verb_or_a_noun() {
    assertThat(sources)
        .filteredOn(source -> source.path().toString().endsWith(".java"))
        .flatMap(source -> source.violations(PREPOSITION))
        .isEmpty();
  }

  @Test
  void no_pronoun_stands_for_a_subject() {
    assertThat(sources).flatMap(source -> source.violations(PRONOUN)).isEmpty();
  }
}
