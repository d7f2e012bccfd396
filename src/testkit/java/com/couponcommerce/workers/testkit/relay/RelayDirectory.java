package com.couponcommerce.workers.testkit.relay;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The temporary directory of a server, which the users can enter that the server changes to. */
final class RelayDirectory {
  /** Postfix waits until the last change of a file is two seconds ago. */
  private static final Duration AGE = Duration.ofMinutes(1);

  /**
   * Directory in memory. A queue of mails makes and removes thousands of files, and ext4 looks
   * through all that were removed within seconds before it makes one.
   */
  private static final Path MEMORY = Path.of("/dev/shm");

  private final Path path;

  private RelayDirectory(Path path) {
    this.path = path;
  }

  static RelayDirectory create(String name) {
    try {
      Path path =
          Files.isWritable(MEMORY)
              ? Files.createTempDirectory(MEMORY, name)
              : Files.createTempDirectory(name);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
      return new RelayDirectory(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path file(String name) {
    return path.resolve(name);
  }

  /** Makes a directory that belongs to a user. */
  Path directory(String name, String owner) {
    try {
      Path directory = Files.createDirectories(file(name));
      give(directory, owner);
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a file with this directory's path in place of {@code $D}. */
  Path write(String name, String text) {
    return write(name, text, "root", "rw-r--r--");
  }

  /** Writes a file in the same way that only its owner can read. */
  Path writeSecret(String name, String text, String owner) {
    return write(name, text, owner, "rw-------");
  }

  private Path write(String name, String text, String owner, String permissions) {
    try {
      Path file = file(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text.replace("$D", path.toString()));
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(AGE)));
      give(file, owner);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void give(Path file, String owner) throws IOException {
    Files.setOwner(
        file,
        FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(owner));
  }

  /** Returns the text of a file, one character per byte; empty if it does not exist yet. */
  String read(String name) {
    try {
      Path file = file(name);
      return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the texts of the files below a directory. */
  SortedMap<Path, String> texts(String name) {
    try (Stream<Path> files = Files.walk(file(name))) {
      SortedMap<Path, String> texts = new TreeMap<>();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        texts.put(file, Files.readString(file, StandardCharsets.ISO_8859_1));
      }
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the number of files below a directory that the server may change meanwhile. */
  static long count(File directory, Predicate<File> which) {
    File[] entries = directory.listFiles();
    if (entries == null) {
      return 0;
    }
    return Stream.of(entries)
        .mapToLong(entry -> entry.isDirectory() ? count(entry, which) : which.test(entry) ? 1 : 0)
        .sum();
  }

  void delete() {
    try (Stream<Path> all = Files.walk(path)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
