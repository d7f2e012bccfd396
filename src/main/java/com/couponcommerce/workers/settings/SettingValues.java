package com.couponcommerce.workers.settings;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Values of all settings as the administrator wrote them, read at one moment.
 *
 * @param texts values without surrounding blanks; settings that are blank or not set are missing
 */
record SettingValues(Map<Setting, String> texts) {
  SettingValues {
    texts = Map.copyOf(texts);
  }

  /**
   * Reads all values.
   *
   * @param source name → value; its exceptions are passed on
   */
  static SettingValues read(Function<String, Optional<String>> source) {
    Map<Setting, String> texts = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      source
          .apply(setting.name())
          .map(String::strip)
          .filter(text -> !text.isEmpty())
          .ifPresent(text -> texts.put(setting, text));
    }
    return new SettingValues(texts);
  }

  Optional<String> text(Setting setting) {
    return Optional.ofNullable(texts.get(setting));
  }

  /** Returns the values of the wanted settings; the others are not set. */
  SettingValues only(Predicate<Setting> wanted) {
    return new SettingValues(
        texts.entrySet().stream()
            .filter(entry -> wanted.test(entry.getKey()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  /** Returns these values with some replaced by those of {@code others}. */
  SettingValues with(Set<Setting> some, SettingValues others) {
    Map<Setting, String> mixed = new EnumMap<>(Setting.class);
    mixed.putAll(only(setting -> !some.contains(setting)).texts);
    mixed.putAll(others.only(some::contains).texts);
    return new SettingValues(mixed);
  }

  /** Returns the settings that differ, in the order of {@link Setting}. */
  Set<Setting> differences(SettingValues others) {
    return Arrays.stream(Setting.values())
        .filter(setting -> !text(setting).equals(others.text(setting)))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  SettingsReader reader() {
    return new SettingsReader(name -> text(Setting.valueOf(name)));
  }

  /** Shows the names only, since there are secrets among the values. */
  @Override
  public String toString() {
    return texts.keySet().toString();
  }
}
