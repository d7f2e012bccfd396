package com.couponcommerce.workers.simulation;

import com.couponcommerce.workers.message.Digest;
import com.couponcommerce.workers.simulation.redis.LuaScript;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The scripts of the application by the SHA-1 under which it calls them. */
public final class Scripts {
  private static final Path FOLDER = Path.of("src/main/resources/lua");

  private final Map<String, LuaScript> bySha1;

  private Scripts(Map<String, LuaScript> bySha1) {
    this.bySha1 = bySha1;
  }

  /** Reads the scripts of the application. */
  public static Scripts read() {
    Map<String, LuaScript> scripts = new HashMap<>();
    files()
        .forEach(
            (name, file) -> {
              String source = source(file);
              scripts.put(
                  Digest.sha1(source.getBytes(StandardCharsets.UTF_8)),
                  new LuaScript(name, source));
            });
    return new Scripts(scripts);
  }

  /** Returns the file of each script, by its name. */
  public static Map<String, Path> files() {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      Map<String, Path> byName = new TreeMap<>();
      files
          .filter(file -> file.toString().endsWith(".lua"))
          .forEach(file -> byName.put(nameOf(file), file));
      return byName;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String nameOf(Path file) {
    return String.valueOf(file.getFileName()).replaceFirst("\\.lua$", "");
  }

  private static String source(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a copy in which the application gets a changed script in place of the real one. */
  public Scripts with(String name, String source) {
    Map<String, LuaScript> changed = new HashMap<>(bySha1);
    changed.replaceAll(
        (sha1, script) -> script.name().equals(name) ? new LuaScript(name, source) : script);
    return new Scripts(changed);
  }

  /** Returns the scripts. */
  public List<LuaScript> all() {
    return List.copyOf(bySha1.values());
  }

  /** Returns a script by the name of its file. */
  public LuaScript named(String name) {
    return bySha1.values().stream()
        .filter(script -> script.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  LuaScript bySha1(String sha1) {
    LuaScript script = bySha1.get(sha1);
    if (script == null) {
      throw new IllegalStateException("no script has the SHA-1 " + sha1);
    }
    return script;
  }
}
