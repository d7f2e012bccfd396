package com.couponcommerce.workers.api.browse;

import com.couponcommerce.workers.delivery.DeadLetterReason;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.DeadLetterNote;
import com.couponcommerce.workers.message.LastFailure;
import com.couponcommerce.workers.sender.FailureAdvice;
import com.couponcommerce.workers.sender.FailureClass;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObjectBuilder;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells by keys what to do about dead letters. A key comes from the most exact source that knows
 * the failure: a reason that explains itself, the rule or the code by which the channel judged, the
 * kind of a failure without a reply, the class of the failure, and last the reason.
 */
@Singleton
public final class Advice {
  /** Key for what another program dead-lettered for a reason of its own. */
  private static final String UNKNOWN = "unknown";

  /** Key where no answer came, so that the message may have been sent. */
  private static final String NO_ANSWER = "no_answer";

  private static final String TIMEOUT = "timeout";

  /** Reasons that say all. */
  private static final Set<DeadLetterReason> EXPLAINED =
      EnumSet.of(
          DeadLetterReason.EXPIRED,
          DeadLetterReason.ALREADY_SENT,
          DeadLetterReason.WORKER_LOST,
          DeadLetterReason.OUTCOME_UNKNOWN,
          DeadLetterReason.OPTED_OUT,
          DeadLetterReason.INVALID);

  /** Reasons of which each message has a class that does not depend on its failures. */
  private static final Map<DeadLetterReason, FailureClass> CLASSES =
      Map.of(
          DeadLetterReason.RECIPIENT_REFUSED, FailureClass.PERM_RECIPIENT,
          DeadLetterReason.MESSAGE_REFUSED, FailureClass.PERM_MESSAGE);

  /** The workers' own codes by kind. */
  private static final Map<String, String> KINDS =
      Map.ofEntries(
          Map.entry("connect", "connect"),
          Map.entry("no_connection", "connect"),
          Map.entry("dns", "dns"),
          Map.entry(TIMEOUT, TIMEOUT),
          Map.entry("tls", "tls"),
          Map.entry("tls_port", "tls"),
          Map.entry("tls_certificate", "tls"),
          Map.entry("starttls_not_offered", "tls"),
          Map.entry("auth", "login"),
          Map.entry("auth_not_offered", "login"),
          Map.entry("credentials", "login"),
          Map.entry("account", "login"),
          Map.entry("closed", "closed"),
          Map.entry("io", "closed"),
          Map.entry("garbled", "closed"),
          Map.entry("no_reply", NO_ANSWER),
          Map.entry(NO_ANSWER, NO_ANSWER),
          Map.entry("interrupted", NO_ANSWER),
          Map.entry("too_large", "too_large"),
          Map.entry("no_smtputf8", "no_smtputf8"),
          Map.entry("no_topic", "no_topic"),
          Map.entry("not_for_sns", "not_for_sns"),
          Map.entry("internal_error", "internal_error"));

  private final List<FailureAdvice> channels;

  /**
   * Advice for a dead letter.
   *
   * @param failureClass of its last failure; empty if it is unknown, or if it ended for another
   *     reason than a failure
   */
  record Given(String key, Optional<FailureClass> failureClass) {
    void addTo(JsonObjectBuilder json) {
      json.add("advice", key);
      failureClass.ifPresent(known -> json.add("class", known.name()));
    }
  }

  @Inject
  public Advice(@Any Instance<FailureAdvice> channels) {
    this(channels.stream().toList());
  }

  /** Makes the advice of these channels. */
  public Advice(List<FailureAdvice> channels) {
    this.channels = List.copyOf(channels);
  }

  /** Returns every key that an answer can have. */
  public Set<String> keys() {
    Set<String> keys = new TreeSet<>(KINDS.values());
    keys.add(UNKNOWN);
    channels.forEach(channel -> keys.addAll(channel.keys()));
    Arrays.stream(FailureClass.values()).map(Advice::key).forEach(keys::add);
    Arrays.stream(DeadLetterReason.values()).map(DeadLetterReason::id).forEach(keys::add);
    return keys;
  }

  /** Returns the advice for a dead letter. */
  Given of(Channel channel, DeadLetterNote note, LastFailure last) {
    Optional<DeadLetterReason> reason = reason(note.reason());
    if (reason.filter(EXPLAINED::contains).isPresent()) {
      return new Given(reason.get().id(), Optional.empty());
    }
    Optional<FailureClass> failureClass =
        reason.map(CLASSES::get).or(() -> last.failureClass().flatMap(Advice::parse));
    String code = note.code().orElse("");
    String key =
        channels.stream()
            .filter(advice -> advice.channel() == channel)
            .flatMap(
                advice ->
                    advice.key(last.rule().orElse(""), code, note.error().orElse("")).stream())
            .findFirst()
            .or(() -> kind(code, failureClass))
            .or(() -> failureClass.map(Advice::key))
            .orElseGet(() -> ofReason(note.reason()));
    return new Given(key, failureClass);
  }

  /** Returns the key of a reason, for messages of which no more is known. */
  static String ofReason(Optional<String> reason) {
    return reason(reason).map(DeadLetterReason::id).orElse(UNKNOWN);
  }

  /** Returns the reason; a message that could not be decoded has none. */
  private static Optional<DeadLetterReason> reason(Optional<String> id) {
    String wanted = id.orElse(DeadLetterReason.INVALID.id());
    return Arrays.stream(DeadLetterReason.values())
        .filter(reason -> reason.id().equals(wanted))
        .findFirst();
  }

  private static Optional<String> kind(String code, Optional<FailureClass> failureClass) {
    return code.equals(TIMEOUT) && failureClass.equals(Optional.of(FailureClass.AMBIGUOUS))
        ? Optional.of(NO_ANSWER)
        : Optional.ofNullable(KINDS.get(code));
  }

  private static String key(FailureClass failureClass) {
    return failureClass.name().toLowerCase(Locale.ROOT);
  }

  private static Optional<FailureClass> parse(String name) {
    return Arrays.stream(FailureClass.values())
        .filter(known -> known.name().equals(name))
        .findFirst();
  }
}
