package com.couponcommerce.workers.settings;

import com.couponcommerce.workers.log.EventLog;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Provides the settings, read through MicroProfile Config: from the environment, system properties
 * or the server's own sources.
 */
@Singleton
public final class SettingsProducer {
  private final Config config = ConfigProvider.getConfig();
  private final SettingValues deployed = values();

  @Produces
  @Singleton
  Settings settings() {
    Settings settings = OwnServer.ofThisProcess().require(() -> deployed.reader().read());
    EventLog.write(settings.work().logFormat());
    return settings;
  }

  @Produces
  @Singleton
  SettingsWatch watch(Settings settings) {
    return new SettingsWatch(
        EventLog.of(SettingsWatch.class), this::values, deployed, settings.live());
  }

  @Produces
  @Singleton
  SettingsInForce inForce(SettingsWatch watch) {
    return new SettingsInForce(watch::inForce, this::values, this::source);
  }

  @Produces
  @Singleton
  EmailSettings email(Settings settings) {
    return settings.email();
  }

  @Produces
  @Singleton
  ApiSettings api(Settings settings) {
    return settings.api();
  }

  private Optional<String> source(String name) {
    return Optional.ofNullable(config.getConfigValue(name).getSourceName());
  }

  private SettingValues values() {
    return SettingValues.read(name -> config.getOptionalValue(name, String.class));
  }
}
