package com.couponcommerce.workers.dev;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.settings.KeyPrefix;
import com.couponcommerce.workers.testkit.FreePort;
import com.couponcommerce.workers.testkit.sms.SmsStub;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Settings of {@code -Pdev} from the environment and a {@code .env} file; the environment takes
 * precedence.
 */
record DevSettings(Map<String, String> variables) {
  private static final int DEFAULT_HTTP_PORT = 8000;

  /** The sender number that Twilio's test credentials accept. */
  private static final String TWILIOS_TEST_NUMBER = "+15005550006";

  static DevSettings of(Map<String, String> dotEnv, Map<String, String> environment) {
    Map<String, String> variables = new TreeMap<>(dotEnv);
    variables.putAll(environment);
    return new DevSettings(variables);
  }

  Optional<String> get(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
  }

  /**
   * Returns the HTTP port. The developer has asked for this port, so a taken one is an error and no
   * other is tried.
   */
  int httpPort() {
    String text = get("HTTP_PORT").orElse("" + DEFAULT_HTTP_PORT);
    if (!text.matches("[1-9][0-9]{0,4}") || Integer.parseInt(text) > 65535) {
      throw new IllegalArgumentException("HTTP_PORT is '" + text + "'; allowed: 1 to 65535");
    }
    int port = Integer.parseInt(text);
    if (!FreePort.take(port)) {
      throw new IllegalArgumentException(
          "Port "
              + port
              + " is taken by another program. Choose one: HTTP_PORT="
              + FreePort.from(port + 1)
              + " ./mvnw -Pdev");
    }
    return port;
  }

  /** Returns the key names of a channel. */
  QueueKeys keys(Channel channel) {
    return get("QUEUE_KEY_PREFIX")
        .map(prefix -> QueueKeys.of(new KeyPrefix(prefix), channel))
        .orElseGet(() -> QueueKeys.of(channel));
  }

  String require(String name) {
    return get(name).orElseThrow(() -> new IllegalArgumentException(name + " is not set"));
  }

  /** Sends mails to the inbox without a login, even if a {@code .env} has a login for later use. */
  DevSettings withInbox(int port) {
    Map<String, String> more = new TreeMap<>(variables);
    more.keySet().removeAll(Set.of("SMTP_USER", "SMTP_PASS", "SMTP_TLS"));
    more.put("SMTP_HOST", "127.0.0.1");
    more.put("SMTP_PORT", "" + port);
    more.putIfAbsent("SMTP_FROM", "noreply@localhost.localdomain");
    return new DevSettings(more);
  }

  /**
   * Returns whether the settings name a provider account, so that SMS messages go to a real
   * provider. An AWS_… variable such as AWS_CA_BUNDLE or AWS_REGION names no account, since many
   * shells have it for other programs. SNS without a key uses the credentials that the AWS SDK
   * finds, and needs a region.
   */
  boolean hasSmsProvider() {
    boolean twilio =
        variables.keySet().stream()
            .anyMatch(name -> name.startsWith("TWILIO_") && get(name).isPresent());
    boolean chosenSns =
        get("SMS_PROVIDER").equals(Optional.of("aws-sns")) && get("AWS_REGION").isPresent();
    return twilio || chosenSns || get("AWS_ACCESS_KEY_ID").isPresent();
  }

  /**
   * Sends SMS messages to the stub as Twilio's, even if a {@code .env} chooses another provider.
   */
  DevSettings withSmsStub(URI url) {
    Map<String, String> more = new TreeMap<>(variables);
    more.keySet().removeAll(Set.of("SMS_FAILOVER", "TWILIO_MESSAGING_SERVICE_SID"));
    more.putAll(SmsStub.settings(url, TWILIOS_TEST_NUMBER));
    get("HTTP_PORT")
        .ifPresent(
            port ->
                more.put(
                    "TWILIO_STATUS_CALLBACK_URL",
                    "http://127.0.0.1:" + port + "/api/v1/webhooks/twilio/status"));
    more.put("SMS_DEFAULT_REGION", get("SMS_DEFAULT_REGION").orElse("DE"));
    return new DevSettings(more);
  }

  DevSettings with(String name, String value) {
    Map<String, String> more = new TreeMap<>(variables);
    more.put(name, value);
    return new DevSettings(more);
  }
}
