package com.couponcommerce.workers.email.decode;

import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/** Media types of the files that are attached to mails, by the ends of their names. */
final class FileTypes {
  private static final Properties BY_EXTENSION = read();

  private FileTypes() {}

  private static Properties read() {
    Properties types = new Properties();
    try (InputStream in = FileTypes.class.getResourceAsStream("/mail/file-types.properties")) {
      types.load(in);
      return types;
    } catch (IOException e) {
      throw new IllegalStateException("the application lacks a part of itself", e);
    }
  }

  /** Returns the type of a file; empty if its name tells none. */
  static Optional<String> ofName(String filename) {
    int dot = filename.lastIndexOf('.');
    return dot < 0
        ? Optional.empty()
        : Optional.ofNullable(
            BY_EXTENSION.getProperty(filename.substring(dot + 1).toLowerCase(Locale.ROOT)));
  }

  /** Returns the end of a name for a type, with its dot; an empty string if none is known. */
  static String extension(String mediaType) {
    return BY_EXTENSION.stringPropertyNames().stream()
        .filter(extension -> mediaType.equals(BY_EXTENSION.getProperty(extension)))
        .min(Comparator.comparingInt(String::length).thenComparing(e -> e))
        .map(extension -> "." + extension)
        .orElse("");
  }
}
