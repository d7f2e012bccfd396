package com.couponcommerce.workers.email;

import com.couponcommerce.workers.queue.redis.Reply;
import com.couponcommerce.workers.testkit.smtp.SmtpScript;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server that is odd to some mails, and from time to time to all: it refuses everybody in the
 * words of a real server, allows few connections, or few mails of one.
 */
final class OddServer implements SmtpScript {
  private static final Pattern WORD = Pattern.compile("(good|half|odd|unknown)-(\\d+)");

  /**
   * A refusal of a real server.
   *
   * @param stage command at which it was seen
   * @param accusesUs true if it is for every mail, and tells no long wait
   */
  record Refusal(Stage stage, String reply, boolean accusesUs) {}

  /** Manners toward all mails. */
  enum Manner {
    USUAL,
    REFUSES_ALL,
    FEW_CONNECTIONS,
    FEW_MAILS
  }

  /**
   * A time with one manner.
   *
   * @param from seconds since the start
   * @param to the same
   * @param stage command at which all are refused
   * @param number connections or mails that are allowed
   */
  record Phase(Manner manner, double from, double to, Stage stage, String reply, int number) {}

  private final Map<Integer, OddMail> mails = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> present = new ConcurrentHashMap<>();
  private final Map<Integer, AtomicInteger> tries = new ConcurrentHashMap<>();
  private final List<Phase> phases;
  private final IntSupplier connections;
  private final Instant begun = Instant.now();

  /**
   * @param connections count of the connections that are open
   */
  OddServer(List<Phase> phases, IntSupplier connections) {
    this.phases = phases;
    this.connections = connections;
  }

  /**
   * Draws phases: one of a few seconds in each minute.
   *
   * @param ours refusals that are for every mail
   */
  static List<Phase> phases(long seed, double seconds, List<Refusal> ours) {
    Random dice = new Random(seed);
    List<Phase> phases = new ArrayList<>();
    Manner[] manners = {Manner.REFUSES_ALL, Manner.FEW_CONNECTIONS, Manner.FEW_MAILS};
    for (double at = 5 + dice.nextInt(10); at < seconds; at += 45 + dice.nextInt(30)) {
      Refusal refusal = ours.get(dice.nextInt(ours.size()));
      Manner manner = manners[dice.nextInt(manners.length)];
      // Mails that the server lets hang would take all of fewer, and no client could help it.
      int least = manner == Manner.FEW_CONNECTIONS ? 5 : 1;
      phases.add(
          new Phase(
              manner,
              at,
              at + 2 + dice.nextInt(6),
              refusal.stage(),
              refusal.reply(),
              Math.max(least, 1 + dice.nextInt(5))));
    }
    return phases;
  }

  void expect(OddMail mail) {
    mails.put(mail.number(), mail);
  }

  /** Returns the seconds since the start. */
  double seconds() {
    return secondsOf(Instant.now());
  }

  /** Returns the seconds from the start to a moment. */
  double secondsOf(Instant moment) {
    return Duration.between(begun, moment).toNanos() / 1e9;
  }

  List<Phase> phases() {
    return phases;
  }

  Optional<Phase> phase() {
    double now = seconds();
    return phases.stream().filter(phase -> phase.from() <= now && now < phase.to()).findFirst();
  }

  @Override
  public Reply answer(Command command) {
    return phase()
        .flatMap(phase -> toAll(phase, command))
        .or(() -> toOne(command))
        .orElseGet(Reply::usual);
  }

  private Optional<Reply> toAll(Phase phase, Command command) {
    return switch (phase.manner()) {
      case REFUSES_ALL ->
          command.stage() == phase.stage()
              ? Optional.of(Reply.say(phase.reply()))
              : Optional.empty();
      case FEW_CONNECTIONS ->
          command.stage() == Stage.CONNECT && connections.getAsInt() > phase.number()
              ? Optional.of(Reply.say("421 4.7.0 Too many concurrent SMTP connections").thenClose())
              : Optional.empty();
      case FEW_MAILS ->
          command.stage() == Stage.MAIL && command.mailsBefore() >= phase.number()
              ? Optional.of(Reply.say("452 4.7.0 Too many mails in this session"))
              : Optional.empty();
      case USUAL -> Optional.empty();
    };
  }

  private Optional<Reply> toOne(Command command) {
    if (command.stage() == Stage.MAIL || command.stage() == Stage.CONNECT) {
      present.remove(command.connection());
    }
    Matcher word = WORD.matcher(command.line());
    if (word.find() && !word.group(1).equals("good")) {
      present.put(command.connection(), Integer.parseInt(word.group(2)));
    }
    return Optional.ofNullable(present.get(command.connection()))
        .map(mails::get)
        .filter(mail -> concerns(command, mail))
        .filter(mail -> triesBefore(mail) < mail.times())
        .map(OddMail::reply);
  }

  private static boolean concerns(Command command, OddMail mail) {
    return command.stage() == mail.stage()
        && (command.stage() != Stage.RCPT || command.line().contains(mail.word()));
  }

  private int triesBefore(OddMail mail) {
    return tries.computeIfAbsent(mail.number(), any -> new AtomicInteger()).getAndIncrement();
  }
}
