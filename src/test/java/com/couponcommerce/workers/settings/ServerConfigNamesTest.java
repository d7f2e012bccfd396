package com.couponcommerce.workers.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The scripts of server-config know the settings that the code knows. */
class ServerConfigNamesTest {
  private static final Predicate<Setting> SECRET =
      setting -> setting.isSecret() || setting == Setting.REDIS_URL;

  @Test
  void every_setting_is_kept_as_it_should_be() throws Exception {
    assertThat(names("mail_session_settings")).isEqualTo(settings(Setting::isOfMailSession));
    assertThat(names("secret_settings"))
        .isEqualTo(settings(SECRET.and(setting -> !setting.isOfMailSession())));
    assertThat(names("plain_settings"))
        .isEqualTo(settings(SECRET.or(Setting::isOfMailSession).negate()));
  }

  private static List<String> names(String variable) throws Exception {
    String script = Files.readString(Path.of("server-config", "names.sh"));
    Matcher list = Pattern.compile("(?m)^" + variable + "='([^']*)'").matcher(script);
    assertThat(list.find()).as(variable).isTrue();
    return List.of(list.group(1).split("\\s+"));
  }

  private static List<String> settings(Predicate<Setting> kind) {
    return Arrays.stream(Setting.values()).filter(kind).map(Setting::name).toList();
  }
}
