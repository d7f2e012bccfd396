package com.couponcommerce.workers.settings;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toUnmodifiableSet;

import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Applies changes of live settings while the application runs. A wrong value is refused, and the
 * last valid one stays in effect. Each change and each refusal is logged once.
 */
public final class SettingsWatch implements CurrentSettings {
  private static final Set<Setting> LIVE =
      Arrays.stream(Setting.values()).filter(Setting::isLive).collect(toUnmodifiableSet());

  private final EventLog log;
  private final Supplier<SettingValues> source;
  private final SettingValues deployed;
  private final Set<Setting> logged = EnumSet.noneOf(Setting.class);
  private SettingValues last;
  private volatile SettingValues valid;
  private List<String> mistakes = List.of();
  private String unreadable = "";
  private volatile LiveSettings current;

  /**
   * Creates a watch that knows the values of the start.
   *
   * @param source reads the current values
   * @param deployed the values from which {@code start} was read
   */
  SettingsWatch(
      EventLog log, Supplier<SettingValues> source, SettingValues deployed, LiveSettings start) {
    this.log = log;
    this.source = source;
    this.deployed = deployed;
    this.last = deployed;
    this.valid = deployed;
    this.current = start;
  }

  @Override
  public LiveSettings get() {
    return current;
  }

  /** Returns the values in force: the live ones of now, the others of the deployment. */
  SettingValues inForce() {
    return deployed.with(LIVE, valid);
  }

  /**
   * Checks once for changes. The method reads every setting, so it is called on a schedule and not
   * for each message, and by one thread at a time.
   *
   * @return true if {@link #get} returns new settings
   */
  public boolean refresh() {
    SettingValues now;
    try {
      now = source.get();
    } catch (RuntimeException e) {
      logUnreadable(String.valueOf(e.getMessage()));
      return false;
    }
    logUnreadable("");
    // Without equals: the JDK keeps the class of a record after its equals was called, and with it
    // this application's class loader.
    if (now.differences(last).isEmpty()) {
      return false;
    }
    last = now;
    logNotLive(now.differences(deployed));
    return take(now.only(Setting::isLive));
  }

  /** Checks each value alone first, so that a wrong one does not delay the others. */
  private boolean take(SettingValues live) {
    List<String> found = new ArrayList<>();
    Set<Setting> wrong = EnumSet.noneOf(Setting.class);
    for (Setting setting : live.texts().keySet().stream().sorted().toList()) {
      try {
        live.only(setting::equals).reader().readLive();
      } catch (InvalidSettingsException e) {
        found.addAll(e.mistakes());
        wrong.add(setting);
      }
    }
    SettingValues before = valid;
    LiveSettings settings = current;
    try {
      SettingValues mixed = live.with(wrong, valid);
      settings = mixed.reader().readLive();
      valid = mixed;
    } catch (InvalidSettingsException e) {
      // Each value is valid alone, but not with the others.
      found.addAll(e.mistakes());
    }
    logMistakes(found);
    current = settings;
    Set<Setting> changed = valid.differences(before.only(Setting::isLive));
    changed.forEach(setting -> logChange(setting, before));
    return !changed.isEmpty();
  }

  private void logChange(Setting setting, SettingValues before) {
    log.info(
        LogLine.saying(
            "setting-changed",
            setting + " is now " + shown(setting, valid) + ", was " + shown(setting, before)));
  }

  private static String shown(Setting setting, SettingValues values) {
    String usual = setting.defaultValue();
    return values.text(setting).orElse(usual.isEmpty() ? "not set" : usual + " (the default)");
  }

  private void logMistakes(List<String> found) {
    if (found.equals(mistakes)) {
      return;
    }
    if (found.isEmpty()) {
      log.info(LogLine.saying("settings-valid", "all settings are valid again"));
    } else {
      log.warning(
          LogLine.saying(
              "setting-refused",
              "refused; the last valid value stays in effect until it is corrected: "
                  + String.join("; ", found)));
    }
    mistakes = List.copyOf(found);
  }

  private void logNotLive(Set<Setting> changed) {
    logged.retainAll(changed);
    changed.stream()
        .filter(setting -> !setting.isLive() && logged.add(setting))
        .collect(
            groupingBy(
                Setting::takesEffect,
                () -> new EnumMap<>(TakesEffect.class),
                mapping(Setting::name, joining(", "))))
        .forEach(
            (effect, names) ->
                log.warning(
                    LogLine.saying(
                        "setting-waits", "changed, takes effect " + effect + ": " + names)));
  }

  private void logUnreadable(String problem) {
    if (!problem.equals(unreadable)) {
      log.warning(
          problem.isEmpty()
              ? LogLine.saying("settings-readable", "the settings can be read again")
              : LogLine.saying(
                      "settings-unreadable", "the settings cannot be read and stay in effect")
                  .text("error", problem));
      unreadable = problem;
    }
  }
}
