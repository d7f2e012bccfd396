package com.couponcommerce.workers.settings;

import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Takes over what the administrator changes while the application runs, as far as it can be used:
 * in place of a wrong value the last good one stays. Each change and each refusal is logged once.
 */
public final class SettingsWatch implements CurrentSettings {
  private final EventLog log;
  private final Supplier<SettingValues> source;
  private final SettingValues deployed;
  private final Set<Setting> announced = EnumSet.noneOf(Setting.class);
  private SettingValues seen;
  private SettingValues good;
  private List<String> mistakes = List.of();
  private String unreadable = "";
  private volatile LiveSettings current;

  /**
   * A watch that has seen nothing but what the application started with.
   *
   * @param source reads all values anew
   * @param deployed what {@code start} was made of
   */
  SettingsWatch(
      EventLog log, Supplier<SettingValues> source, SettingValues deployed, LiveSettings start) {
    this.log = log;
    this.source = source;
    this.deployed = deployed;
    this.seen = deployed;
    this.good = deployed;
    this.current = start;
  }

  @Override
  public LiveSettings get() {
    return current;
  }

  /**
   * Looks once whether something has changed. Reads every setting, so it is for a schedule and not
   * for each message. One caller at a time.
   *
   * @return true where {@link #get} answers something new
   */
  public boolean refresh() {
    SettingValues now;
    try {
      now = source.get();
    } catch (RuntimeException e) {
      sayUnreadable(String.valueOf(e.getMessage()));
      return false;
    }
    sayUnreadable("");
    // Not equals: that of a record leaves its class with the JDK, and so this application's loader.
    if (now.differences(seen).isEmpty()) {
      return false;
    }
    seen = now;
    sayWhatNeedsMore(now.differences(deployed));
    return take(now.only(Setting::isLive));
  }

  /**
   * Each value is checked alone first, so that one slip does not hold up what was set beside it.
   */
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
    SettingValues before = good;
    LiveSettings settings = current;
    try {
      SettingValues mixed = live.with(wrong, good);
      settings = mixed.reader().readLive();
      good = mixed;
    } catch (InvalidSettingsException e) {
      // Each is possible, but not with the others.
      found.addAll(e.mistakes());
    }
    sayMistakes(found);
    current = settings;
    Set<Setting> changed = good.differences(before.only(Setting::isLive));
    changed.forEach(setting -> sayChange(setting, before));
    return !changed.isEmpty();
  }

  private void sayChange(Setting setting, SettingValues before) {
    log.info(
        LogLine.saying(
            "setting-changed",
            setting + " is now " + shown(setting, good) + ", was " + shown(setting, before)));
  }

  private static String shown(Setting setting, SettingValues values) {
    String usual = setting.defaultValue();
    return values.text(setting).orElse(usual.isEmpty() ? "not set" : usual + " (the default)");
  }

  private void sayMistakes(List<String> found) {
    if (found.equals(mistakes)) {
      return;
    }
    if (found.isEmpty()) {
      log.info(LogLine.saying("settings-good", "all settings are good again"));
    } else {
      log.warning(
          LogLine.saying(
              "setting-refused",
              "refused, and the last good value stays until it is corrected: "
                  + String.join("; ", found)));
    }
    mistakes = List.copyOf(found);
  }

  private void sayWhatNeedsMore(Set<Setting> changed) {
    announced.retainAll(changed);
    List<Setting> news =
        changed.stream().filter(setting -> !setting.isLive() && announced.add(setting)).toList();
    say(
        news.stream().filter(setting -> !setting.isOfMailSession()).toList(),
        "changed, takes effect with a redeploy: ");
    say(
        news.stream().filter(Setting::isOfMailSession).toList(),
        "changed, takes effect when server-config makes the mail session anew: ");
  }

  private void say(List<Setting> settings, String message) {
    if (!settings.isEmpty()) {
      log.warning(
          LogLine.saying(
              "setting-waits",
              message + settings.stream().map(Setting::name).collect(Collectors.joining(", "))));
    }
  }

  private void sayUnreadable(String problem) {
    if (!problem.equals(unreadable)) {
      log.warning(
          problem.isEmpty()
              ? LogLine.saying("settings-readable", "the settings can be read again")
              : LogLine.saying(
                      "settings-unreadable", "the settings cannot be read, and stay as they are")
                  .text("error", problem));
      unreadable = problem;
    }
  }
}
