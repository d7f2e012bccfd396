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
 * Every setting as somebody wrote it, read at one moment.
 *
 * @param texts without blanks around; what is blank or not set is not there
 */
record SettingValues(Map<Setting, String> texts) {
  SettingValues {
    texts = Map.copyOf(texts);
  }

  /**
   * Reads them all.
   *
   * @param source name → value; what it throws is passed on
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

  /** Only those; the others are not set. */
  SettingValues only(Predicate<Setting> wanted) {
    return new SettingValues(
        texts.entrySet().stream()
            .filter(entry -> wanted.test(entry.getKey()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  /** These, but for some that are as in {@code others}. */
  SettingValues with(Set<Setting> some, SettingValues others) {
    Map<Setting, String> mixed = new EnumMap<>(Setting.class);
    mixed.putAll(only(setting -> !some.contains(setting)).texts);
    mixed.putAll(others.only(some::contains).texts);
    return new SettingValues(mixed);
  }

  /** Those that are not the same in both, in the order of the list. */
  Set<Setting> differences(SettingValues others) {
    return Arrays.stream(Setting.values())
        .filter(setting -> !text(setting).equals(others.text(setting)))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  SettingsReader reader() {
    return new SettingsReader(name -> text(Setting.valueOf(name)));
  }

  /** There are secrets among them. */
  @Override
  public String toString() {
    return texts.keySet().toString();
  }
}
