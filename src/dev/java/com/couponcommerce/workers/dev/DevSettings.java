package com.couponcommerce.workers.dev;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.settings.KeyPrefix;
import com.couponcommerce.workers.testkit.FreePort;
import com.couponcommerce.workers.testkit.sms.SmsStub;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What {@code -Pdev} was told, by the environment and by a {@code .env}; the environment wins. */
record DevSettings(Map<String, String> variables) {
  private static final int DEFAULT_HTTP_PORT = 8000;

  /** The sender that Twilio's own test credentials take. */
  private static final String TWILIOS_TEST_NUMBER = "+15005550006";

  static DevSettings of(Map<String, String> dotEnv, Map<String, String> environment) {
    Map<String, String> variables = new TreeMap<>(dotEnv);
    variables.putAll(environment);
    return new DevSettings(variables);
  }

  Optional<String> get(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
  }

  /** The one port that somebody asked for, so it is not stepped around. */
  int httpPort() {
    String text = get("HTTP_PORT").orElse("" + DEFAULT_HTTP_PORT);
    if (!text.matches("[1-9][0-9]{0,4}") || Integer.parseInt(text) > 65535) {
      throw new IllegalArgumentException("HTTP_PORT is '" + text + "'; allowed: 1 to 65535");
    }
    int port = Integer.parseInt(text);
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return port;
    } catch (IOException taken) {
      throw new IllegalArgumentException(
          "Port "
              + port
              + " is taken by another program. Choose one: HTTP_PORT="
              + FreePort.from(port + 1)
              + " ./mvnw -Pdev");
    }
  }

  /** The names of a channel's keys. */
  QueueKeys keys(Channel channel) {
    return get("QUEUE_KEY_PREFIX")
        .map(prefix -> QueueKeys.of(new KeyPrefix(prefix), channel))
        .orElseGet(() -> QueueKeys.of(channel));
  }

  String require(String name) {
    return get(name).orElseThrow(() -> new IllegalArgumentException(name + " is not set"));
  }

  /**
   * Mails go to the inbox, and without a login, even where a {@code .env} already has one for
   * later.
   */
  DevSettings withInbox(int port) {
    Map<String, String> more = new TreeMap<>(variables);
    more.keySet().removeAll(Set.of("SMTP_USER", "SMTP_PASS", "SMTP_TLS"));
    more.put("SMTP_HOST", "127.0.0.1");
    more.put("SMTP_PORT", "" + port);
    more.putIfAbsent("SMTP_FROM", "noreply@localhost.localdomain");
    return new DevSettings(more);
  }

  /**
   * Whether somebody has named an account, so that texts are to go to a real provider. Many shells
   * have an AWS_… for other programs, such as AWS_CA_BUNDLE or AWS_REGION; that alone names none.
   * SNS without a key takes what the AWS SDK finds by itself, but never without a region.
   */
  boolean hasSmsProvider() {
    boolean twilio =
        variables.keySet().stream()
            .anyMatch(name -> name.startsWith("TWILIO_") && get(name).isPresent());
    boolean chosenSns =
        get("SMS_PROVIDER").equals(Optional.of("aws-sns")) && get("AWS_REGION").isPresent();
    return twilio || chosenSns || get("AWS_ACCESS_KEY_ID").isPresent();
  }

  /** Texts go to the stub, as Twilio's, even where a {@code .env} already chooses a provider. */
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
