package com.couponcommerce.workers.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the settings of Redis and checks that URL, prefix and certificates fit together. */
final class RedisSettingsReader {
  private final ValueReader values;

  RedisSettingsReader(ValueReader values) {
    this.values = values;
  }

  RedisSettings read() {
    String text = values.text(Setting.REDIS_URL);
    Optional<RedisUrl> url = RedisUrl.parse(text);
    if (url.isEmpty()) {
      values.mistake(Setting.REDIS_URL, text);
    }
    url.ifPresent(this::check);
    Optional<KeyPrefix> prefix = values.parsed(Setting.QUEUE_KEY_PREFIX, KeyPrefix::parse);
    boolean cluster = url.filter(found -> found.layout() == RedisLayout.CLUSTER).isPresent();
    prefix
        .filter(found -> cluster && !found.hasHashTag())
        .ifPresent(
            found ->
                values.mistake(
                    ("QUEUE_KEY_PREFIX is \"%s\", but a Redis Cluster keeps the keys of a queue"
                            + " together only by a hash tag: set {%s}, for producers too")
                        .formatted(found.email(), found.email())));
    return new RedisSettings(
        url.orElse(RedisUrl.NOWHERE),
        caFile(url),
        values.millis(Setting.REDIS_TIMEOUT_MS),
        prefix.orElse(KeyPrefix.DEFAULT));
  }

  private void check(RedisUrl url) {
    boolean sentinels = url.layout() == RedisLayout.SENTINEL;
    if (sentinels && url.master().isEmpty()) {
      values.mistake(
          "REDIS_URL names no master: end it with # and the name that the sentinels know, as in"
              + " /0#mymaster");
    }
    if (!sentinels && url.master().isPresent()) {
      values.mistake(
          "REDIS_URL names the master \"%s\", which only sentinels know: use redis-sentinel://"
              .formatted(url.master().get()));
    }
    if (url.layout() == RedisLayout.SINGLE && url.nodes().size() > 1) {
      values.mistake(
          "REDIS_URL names %d servers: use redis-sentinel:// or redis-cluster://, or name one"
              .formatted(url.nodes().size()));
    }
    if (url.layout() == RedisLayout.CLUSTER && url.database() != 0) {
      values.mistake(
          "REDIS_URL asks for database %d, but a Redis Cluster has only 0: leave it out"
              .formatted(url.database()));
    }
  }

  private Optional<Path> caFile(Optional<RedisUrl> url) {
    Optional<Path> caFile = values.value(Setting.REDIS_CA_FILE).map(Path::of);
    caFile
        .filter(file -> !Files.isReadable(file))
        .ifPresent(file -> values.mistake(Setting.REDIS_CA_FILE, file + ", which cannot be read"));
    if (caFile.isPresent() && url.isPresent() && !url.get().tls()) {
      values.mistake(
          "REDIS_CA_FILE is set, but REDIS_URL asks for no TLS: use "
              + url.get().layout().scheme(true)
              + "://");
    }
    return caFile;
  }
}
