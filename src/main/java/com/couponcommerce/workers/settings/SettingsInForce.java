package com.couponcommerce.workers.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shows which settings are in force, and where each is set. */
public final class SettingsInForce {
  private static final Pattern WILDFLY = Pattern.compile("PropertiesConfigSource\\[source=(.*)]");

  private final Supplier<SettingValues> inForce;
  private final Supplier<SettingValues> configured;
  private final Function<String, Optional<String>> source;

  /**
   * One setting. A secret is shown as {@code ***}.
   *
   * @param value the value in force; empty if it is not set and has no default
   * @param source where it is set, or {@code default}; where {@code configured} is, if that is
   *     another
   * @param configured what is set now, if that is not in force; empty if nothing is set any more
   * @param isInForce tells whether what is set now is in force
   * @param refused why it is not in force, if it is wrong
   */
  public record Shown(
      Setting setting,
      Optional<String> value,
      String source,
      boolean isInForce,
      Optional<String> configured,
      Optional<String> refused) {}

  /**
   * @param inForce returns the values that the application uses
   * @param configured reads the values that are set now
   * @param source returns the name of the ConfigSource that has a setting
   */
  SettingsInForce(
      Supplier<SettingValues> inForce,
      Supplier<SettingValues> configured,
      Function<String, Optional<String>> source) {
    this.inForce = inForce;
    this.configured = configured;
    this.source = source;
  }

  /** Returns all settings in the order of {@link Setting}. */
  public List<Shown> all() {
    SettingValues used = inForce.get();
    SettingValues set = configured.get();
    return Arrays.stream(Setting.values()).map(setting -> shown(setting, used, set)).toList();
  }

  private Shown shown(Setting setting, SettingValues used, SettingValues set) {
    boolean isInForce = used.text(setting).equals(set.text(setting));
    return new Shown(
        setting,
        text(setting, used),
        set.text(setting).isPresent()
            ? source.apply(setting.name()).map(SettingsInForce::words).orElse("unknown")
            : "default",
        isInForce,
        isInForce ? Optional.empty() : text(setting, set),
        isInForce || !setting.isLive() ? Optional.empty() : mistake(setting, set));
  }

  /**
   * Names a ConfigSource in an administrator's words. Payara names its own Environment,
   * SystemProperty, Domain, Application and Password Alias; WildFly EnvConfigSource,
   * SysPropConfigSource and PropertiesConfigSource[source=…] with the name in its configuration.
   */
  static String words(String source) {
    String lower = source.toLowerCase(Locale.ROOT);
    if (lower.startsWith("env")) {
      return "environment variable";
    }
    if (lower.startsWith("sysprop") || lower.startsWith("systemprop")) {
      return "system property";
    }
    if (lower.equals("password alias")) {
      return "password alias";
    }
    Matcher named = WILDFLY.matcher(source);
    return "config source " + (named.matches() ? named.group(1) : source);
  }

  private static Optional<String> text(Setting setting, SettingValues values) {
    return values
        .text(setting)
        .map(setting::shown)
        .or(() -> Optional.of(setting.defaultValue()).filter(usual -> !usual.isEmpty()));
  }

  private static Optional<String> mistake(Setting setting, SettingValues set) {
    try {
      set.only(setting::equals).reader().readLive();
      return Optional.empty();
    } catch (InvalidSettingsException e) {
      return Optional.of(String.join("; ", e.mistakes()));
    }
  }
}
