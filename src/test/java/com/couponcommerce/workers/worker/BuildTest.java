package com.couponcommerce.workers.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BuildTest {
  @Test
  void version_is_that_of_the_pom() throws IOException {
    assertThat(Files.readString(Path.of("pom.xml")))
        .contains("<version>" + Build.THIS.version() + "</version>");
  }

  /** Maven has replaced what is in the file, with or without a directory .git. */
  @Test
  void revision_is_a_commit_or_unknown() {
    assertThat(Build.THIS.revision()).matches("[0-9a-f]{7,40}(-dirty)?|unknown");
  }

  @Test
  void readers_see_both() {
    assertThat(new Build("1.2.0", "1a2b3c4-dirty")).hasToString("1.2.0 (1a2b3c4-dirty)");
  }
}
