package com.couponcommerce.workers.gate;

import static com.couponcommerce.workers.gate.Verdict.BY_CLASS;
import static com.couponcommerce.workers.gate.Verdict.GIVEN_BACK;
import static com.couponcommerce.workers.gate.Verdict.NOT_AT_FAULT;
import static com.couponcommerce.workers.gate.Verdict.OWN_FAULT;
import static com.couponcommerce.workers.sender.FailureClass.AMBIGUOUS;
import static com.couponcommerce.workers.sender.FailureClass.CONFIG;
import static com.couponcommerce.workers.sender.FailureClass.PERM_MESSAGE;
import static com.couponcommerce.workers.sender.FailureClass.PERM_RECIPIENT;
import static com.couponcommerce.workers.sender.FailureClass.PROVIDER_DOWN;
import static com.couponcommerce.workers.sender.FailureClass.THROTTLED;
import static com.couponcommerce.workers.sender.FailureClass.TRANS_RECIPIENT;
import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.delivery.SettableClock;
import com.couponcommerce.workers.duty.Clocks;
import com.couponcommerce.workers.gate.Gate.State;
import com.couponcommerce.workers.limit.Pace;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.sender.Basis;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import com.couponcommerce.workers.sender.Traits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GateTest {
  private final SettableClock clock = new SettableClock();
  private final Pace pace = new Pace(Channel.EMAIL, clock::nanoTime);
  private final Gate<String> gate =
      new Gate<>("channel email", pace, new Clocks(clock, clock::nanoTime));

  private static Traits to(String recipient) {
    return new Traits(
        false, Set.of(recipient), Set.of(recipient.substring(recipient.indexOf('@') + 1)));
  }

  private static Traits withOwnSender(String recipient) {
    Traits traits = to(recipient);
    return new Traits(true, traits.recipients(), traits.destinations());
  }

  private static MessageId id(String id) {
    return new MessageId(id);
  }

  private List<Judged<String>> fails(String id, Traits traits, Failure failure) {
    long since = clock.nanoTime();
    clock.tick(Duration.ofMillis(1));
    return gate.failed(id, id(id), traits, since, failure);
  }

  private List<Judged<String>> fails(String id, FailureClass failureClass) {
    return fails(id, to(id + "@x.test"), new Failure(failureClass, "550", "no"));
  }

  private List<Judged<String>> failsAlone(String id, Traits traits, Failure failure) {
    gate.tryAlone(id(id));
    return fails(id, traits, failure);
  }

  private List<Judged<String>> accepted(String id, Traits traits) {
    long since = clock.nanoTime();
    clock.tick(Duration.ofMillis(1));
    return gate.accepted(id(id), () -> traits, since);
  }

  private List<Judged<String>> accepted(String id) {
    return accepted(id, to(id + "@y.test"));
  }

  private static Failure guess(FailureClass failureClass, String text) {
    return new Failure(failureClass, "554", text).judged(Basis.GUESS, "rest");
  }

  @ParameterizedTest
  @EnumSource(names = {"CONFIG", "THROTTLED", "PROVIDER_DOWN"})
  void one_accusation_of_us_holds_the_message_until_another_was_tried(FailureClass failureClass) {
    assertThat(fails("m1", failureClass)).isEmpty();

    assertThat(gate.state()).isEqualTo(State.SUSPECT);
    assertThat(gate.pause()).isEmpty();
    assertThat(gate.admits(id("m2"))).isFalse();
    gate.tryAlone(id("m2"));
    assertThat(gate.admits(id("m2"))).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"CONFIG", "THROTTLED", "PROVIDER_DOWN"})
  void a_witness_that_goes_through_leaves_the_fault_with_the_first(FailureClass failureClass) {
    fails("m1", failureClass);

    assertThat(accepted("m2")).containsExactly(new Judged<>("m1", OWN_FAULT));
    assertThat(gate.state()).isEqualTo(State.OPEN);
  }

  @ParameterizedTest
  @EnumSource(names = {"CONFIG", "THROTTLED", "PROVIDER_DOWN"})
  void a_witness_that_is_accused_too_shuts_the_gate(FailureClass failureClass) {
    fails("m1", failureClass);

    assertThat(failsAlone("m2", to("b@y.test"), new Failure(failureClass, "550", "no")))
        .containsExactly(new Judged<>("m1", NOT_AT_FAULT), new Judged<>("m2", NOT_AT_FAULT));
    assertThat(gate.state()).isEqualTo(State.SHUT);
    assertThat(gate.pause().orElseThrow().cause()).isEqualTo(failureClass);
    assertThat(gate.remaining()).isEqualTo(Duration.ofMillis(250));
  }

  @Test
  void a_message_that_is_at_fault_itself_needs_no_second_witness() {
    fails("m1", CONFIG);
    accepted("m2");

    assertThat(fails("m1", CONFIG)).containsExactly(new Judged<>("m1", OWN_FAULT));
    assertThat(gate.state()).isEqualTo(State.OPEN);
  }

  @Test
  void a_witness_that_is_refused_in_other_words_leaves_the_doubt_for_a_third() {
    fails("m1", to("a@x.test"), new Failure(CONFIG, "550", "bad name"));

    assertThat(failsAlone("m2", to("b@y.test"), new Failure(CONFIG, "550", "no login"))).isEmpty();
    assertThat(gate.state()).isEqualTo(State.SUSPECT);
    assertThat(accepted("m3"))
        .containsExactly(new Judged<>("m1", OWN_FAULT), new Judged<>("m2", OWN_FAULT));
  }

  @Test
  void three_witnesses_are_enough_whatever_they_were_told() {
    fails("m1", to("a@x.test"), new Failure(CONFIG, "550", "one"));
    failsAlone("m2", to("b@y.test"), new Failure(CONFIG, "550", "two"));
    failsAlone("m3", to("b@y.test"), new Failure(THROTTLED, "450", "three"));

    assertThat(failsAlone("m4", to("b@y.test"), new Failure(CONFIG, "550", "four"))).hasSize(4);
    assertThat(gate.state()).isEqualTo(State.SHUT);
  }

  @Test
  void a_message_in_flight_to_another_domain_is_a_witness_too() {
    fails("m1", to("a@x.test"), new Failure(CONFIG, "550", "no"));

    assertThat(fails("m2", to("b@y.test"), new Failure(CONFIG, "550", "no"))).hasSize(2);
    assertThat(gate.state()).isEqualTo(State.SHUT);
  }

  @Test
  void messages_in_flight_to_the_same_domain_are_held_together() {
    fails("m1", to("a@x.test"), new Failure(CONFIG, "550", "no"));

    assertThat(fails("m2", to("b@x.test"), new Failure(CONFIG, "550", "no"))).isEmpty();
    assertThat(accepted("m3"))
        .containsExactly(new Judged<>("m1", OWN_FAULT), new Judged<>("m2", OWN_FAULT));
  }

  @Test
  void a_success_that_began_before_the_accusation_tells_nothing() {
    long before = clock.nanoTime();
    fails("m1", CONFIG);

    assertThat(gate.accepted(id("m0"), () -> to("c@z.test"), before)).isEmpty();
    assertThat(gate.state()).isEqualTo(State.SUSPECT);
  }

  @Test
  void a_witness_with_its_own_sender_does_not_clear_the_default_one() {
    fails("m1", CONFIG);

    assertThat(accepted("m2", withOwnSender("b@y.test"))).isEmpty();
    assertThat(accepted("m3")).hasSize(1);
  }

  @Test
  void the_default_sender_counts_more_than_another_domain() {
    fails("m1", withOwnSender("a@x.test"), new Failure(CONFIG, "550", "no"));

    assertThat(gate.worthOfTrial(id("new"), to("b@y.test"))).isEqualTo(3);
    assertThat(gate.worthOfTrial(id("new"), to("b@x.test"))).isEqualTo(2);
    assertThat(gate.worthOfTrial(id("new"), withOwnSender("b@y.test"))).isEqualTo(1);
    assertThat(gate.worthOfTrial(id("new"), withOwnSender("b@x.test"))).isZero();
  }

  @Test
  void a_witness_that_is_refused_itself_tells_nothing() {
    fails("m1", CONFIG);

    gate.tryAlone(id("m2"));
    assertThat(fails("m2", PERM_RECIPIENT)).containsExactly(new Judged<>("m2", BY_CLASS));
    assertThat(gate.state()).isEqualTo(State.SUSPECT);
    assertThat(gate.isTrying()).isFalse();
  }

  @Test
  void another_message_is_tried_beside_one_that_takes_long() {
    fails("m1", CONFIG);
    gate.tryAlone(id("m2"));
    assertThat(gate.isTrying()).isTrue();

    clock.tick(Duration.ofSeconds(1));

    assertThat(gate.isTrying()).isFalse();
    gate.tryAlone(id("m3"));
    assertThat(gate.worthOfTrial(id("m2"), to("b@y.test"))).isNegative();
  }

  @Test
  void a_message_whose_outcome_was_unknown_is_a_bad_witness() {
    fails("m2", AMBIGUOUS);
    fails("m1", CONFIG);

    assertThat(gate.worthOfTrial(id("m2"), to("b@y.test"))).isNegative();
    assertThat(gate.worthOfTrial(id("m3"), to("b@y.test"))).isPositive();
  }

  @Test
  void without_another_message_the_word_of_the_reply_stands() {
    fails("m1", CONFIG);
    assertThat(gate.overdue(true)).isEmpty();
    clock.tick(Duration.ofSeconds(1));

    assertThat(gate.overdue(true)).containsExactly(new Judged<>("m1", NOT_AT_FAULT));
    assertThat(gate.pause().orElseThrow().cause()).isEqualTo(CONFIG);
    assertThat(gate.state()).isEqualTo(State.SUSPECT);
    assertThat(fails("m1", CONFIG)).containsExactly(new Judged<>("m1", NOT_AT_FAULT));
  }

  @Test
  void the_next_message_is_asked_first_and_ends_the_pause() {
    fails("m1", CONFIG);
    clock.tick(Duration.ofSeconds(1));
    gate.overdue(true);

    assertThat(accepted("m2")).isEmpty();

    assertThat(gate.pause()).isEmpty();
    assertThat(fails("m1", CONFIG)).containsExactly(new Judged<>("m1", OWN_FAULT));
  }

  @Test
  void no_message_is_held_longer_than_ten_seconds() {
    fails("m1", CONFIG);
    clock.tick(Duration.ofSeconds(10));

    assertThat(gate.overdue(false)).hasSize(1);
  }

  @Test
  void a_stop_gives_back_what_is_held() {
    fails("m1", CONFIG);

    assertThat(gate.stop()).containsExactly(new Judged<>("m1", GIVEN_BACK));
    assertThat(gate.stop()).isEmpty();
  }

  @Test
  void a_refused_login_needs_no_witness() {
    assertThat(fails("m1", to("a@x.test"), new Failure(CONFIG, "535", "no").ofSession()))
        .containsExactly(new Judged<>("m1", GIVEN_BACK));
    assertThat(gate.state()).isEqualTo(State.SHUT);
    assertThat(gate.remaining()).isEqualTo(Duration.ofSeconds(5));
    assertThat(gate.needsProbe()).isTrue();
  }

  @Test
  void five_lost_connections_in_a_row_are_an_outage() {
    for (int i = 0; i < 4; i++) {
      assertThat(fails("m" + i, to("a@x.test"), new Failure(PROVIDER_DOWN, "io", "no").ofSession()))
          .containsExactly(new Judged<>("m" + i, NOT_AT_FAULT));
      assertThat(gate.state()).isEqualTo(State.OPEN);
    }
    fails("m5", to("a@x.test"), new Failure(PROVIDER_DOWN, "io", "no").ofSession());

    assertThat(gate.state()).isEqualTo(State.SHUT);
  }

  @Test
  void a_trial_that_is_accused_waits_and_the_pause_grows() {
    fails("m1", CONFIG);
    failsAlone("m2", to("b@y.test"), new Failure(CONFIG, "550", "no"));
    clock.tick(gate.remaining());
    assertThat(gate.state()).isEqualTo(State.TRIAL);

    assertThat(failsAlone("m3", to("c@z.test"), new Failure(CONFIG, "550", "no")))
        .containsExactly(new Judged<>("m3", NOT_AT_FAULT));
    assertThat(gate.remaining()).isEqualTo(Duration.ofMillis(500));
    for (int seconds : new int[] {1, 2, 4, 8, 16, 30, 30}) {
      clock.tick(gate.remaining());
      failsAlone("m" + clock.nanoTime(), to("c@z.test"), new Failure(CONFIG, "550", "no"));
      assertThat(gate.remaining()).isEqualTo(Duration.ofSeconds(seconds));
    }
  }

  @Test
  void a_message_that_is_accused_again_tells_nothing_new() {
    fails("m1", CONFIG);
    failsAlone("m2", to("b@y.test"), new Failure(CONFIG, "550", "no"));
    for (int i = 0; i < 20; i++) {
      clock.tick(gate.remaining());
      assertThat(failsAlone("m1", to("a@x.test"), new Failure(CONFIG, "550", "no")))
          .containsExactly(new Judged<>("m1", NOT_AT_FAULT));
      assertThat(gate.remaining()).isEqualTo(Duration.ofMillis(250));
    }

    assertThat(gate.worthOfTrial(id("m1"), to("a@x.test"))).isNegative();
  }

  @Test
  void a_message_at_fault_is_no_trial_of_the_others() {
    fails("m1", CONFIG);
    accepted("m2");
    fails("m3", CONFIG);
    failsAlone("m4", to("b@y.test"), new Failure(CONFIG, "550", "no"));
    clock.tick(gate.remaining());

    assertThat(failsAlone("m1", to("a@x.test"), new Failure(CONFIG, "550", "no")))
        .containsExactly(new Judged<>("m1", NOT_AT_FAULT));
    assertThat(gate.state()).isEqualTo(State.TRIAL);
  }

  @Test
  void a_quota_is_not_doubted_because_a_recipient_is_unknown() {
    Failure quota = new Failure(THROTTLED, "450", "quota");
    fails("m1", to("a@x.test"), quota);
    failsAlone("m2", to("b@y.test"), quota);
    clock.tick(gate.remaining());

    gate.tryAlone(id("m3"));
    fails("m3", PERM_RECIPIENT);
    assertThat(gate.state()).isEqualTo(State.TRIAL);
    accepted("m4");
    assertThat(gate.state()).isEqualTo(State.OPEN);
  }

  @Test
  void an_outage_ends_with_any_answer_about_a_message() {
    gate.sessionFailed(new Failure(CONFIG, "535", "no").ofSession());
    clock.tick(gate.remaining());

    gate.tryAlone(id("m1"));
    fails("m1", PERM_RECIPIENT);

    assertThat(gate.state()).isEqualTo(State.OPEN);
  }

  @Test
  void a_login_that_works_opens_the_gate_without_a_message_and_a_quota_does_not_end_so() {
    gate.sessionFailed(new Failure(CONFIG, "535", "no").ofSession());
    clock.tick(gate.remaining());
    gate.nothingToTry();
    assertThat(gate.state()).isEqualTo(State.OPEN);

    Failure quota = new Failure(THROTTLED, "450", "quota");
    fails("m1", to("a@x.test"), quota);
    failsAlone("m2", to("b@y.test"), quota);
    clock.tick(gate.remaining());
    gate.nothingToTry();
    assertThat(gate.state()).isEqualTo(State.TRIAL);
    assertThat(gate.needsProbe()).isFalse();
  }

  @Test
  void the_wait_that_a_quota_tells_is_kept_if_several_messages_were_told() {
    Failure quota = new Failure(THROTTLED, "450", "quota", Optional.of(Duration.ofMinutes(2)));
    fails("m1", to("a@x.test"), quota);
    failsAlone("m2", to("b@y.test"), quota);
    for (int i = 3; i < 6; i++) {
      assertThat(gate.remaining()).isLessThanOrEqualTo(Duration.ofSeconds(1));
      clock.tick(gate.remaining());
      failsAlone("m" + i, to("c@z.test"), quota);
    }

    assertThat(gate.remaining()).isEqualTo(Duration.ofMinutes(2));
    assertThat(pace.isLimited()).isTrue();
  }

  @Test
  void several_messages_that_are_throttled_within_seconds_meet_a_limit() {
    for (int i = 0; i < 2; i++) {
      fails("m" + i, THROTTLED);
      assertThat(accepted("good" + i)).containsExactly(new Judged<>("m" + i, OWN_FAULT));
    }
    fails("m3", THROTTLED);

    assertThat(accepted("m4")).containsExactly(new Judged<>("m3", NOT_AT_FAULT));
    assertThat(pace.isLimited()).isTrue();
  }

  @Test
  void messages_that_are_throttled_now_and_then_are_at_fault_themselves() {
    for (int i = 0; i < 20; i++) {
      fails("m" + i, THROTTLED);
      assertThat(accepted("good" + i)).containsExactly(new Judged<>("m" + i, OWN_FAULT));
      clock.tick(Duration.ofSeconds(5));
    }

    assertThat(pace.isLimited()).isFalse();
  }

  @Test
  void a_message_that_is_throttled_again_and_again_is() {
    fails("m1", THROTTLED);
    accepted("m2");

    assertThat(fails("m1", THROTTLED)).containsExactly(new Judged<>("m1", OWN_FAULT));
  }

  @Test
  void a_recipient_of_a_message_that_was_accepted_is_refused_for_its_own_sake() {
    assertThat(
            gate.partlyAccepted(
                "m1", id("m1"), to("a@x.test"), 0, new Failure(CONFIG, "530", "no")))
        .containsExactly(new Judged<>("m1", OWN_FAULT));
    assertThat(
            gate.partlyAccepted(
                "m2",
                id("m2"),
                to("a@x.test"),
                0,
                new Failure(THROTTLED, "452", "too many").forRestAtOnce()))
        .containsExactly(new Judged<>("m2", BY_CLASS));
    assertThat(gate.state()).isEqualTo(State.OPEN);
  }

  private List<Judged<String>> isRefused(int number, FailureClass failureClass) {
    String text = "no <%1$d@x.test> id %1$d".formatted(number);
    return fails("m" + number, to(number + "@x.test"), guess(failureClass, text));
  }

  @ParameterizedTest
  @EnumSource(names = {"PERM_RECIPIENT", "PERM_MESSAGE", "TRANS_RECIPIENT"})
  void refusals_in_a_row_that_no_rule_knows_shut_the_gate_and_are_kept(FailureClass failureClass) {
    for (int i = 0; i < 3; i++) {
      assertThat(isRefused(i, failureClass)).isEmpty();
    }

    assertThat(isRefused(3, failureClass))
        .containsExactly(
            new Judged<>("m0", NOT_AT_FAULT),
            new Judged<>("m1", NOT_AT_FAULT),
            new Judged<>("m2", NOT_AT_FAULT),
            new Judged<>("m3", NOT_AT_FAULT));
    assertThat(gate.state()).isEqualTo(State.SHUT);
    assertThat(gate.pause().orElseThrow().cause()).isEqualTo(CONFIG);
    assertThat(gate.pause().orElseThrow().reason()).contains("refused several alike");
    assertThat(isRefused(5, failureClass)).containsExactly(new Judged<>("m5", NOT_AT_FAULT));
  }

  @Test
  void a_refusal_that_no_rule_knows_and_that_is_not_followed_counts_after_two_seconds() {
    isRefused(1, PERM_RECIPIENT);
    assertThat(gate.overdue(false)).isEmpty();
    clock.tick(Duration.ofSeconds(2));

    assertThat(gate.overdue(false)).containsExactly(new Judged<>("m1", BY_CLASS));
    assertThat(gate.overdue(false)).isEmpty();
  }

  @Test
  void a_success_shows_that_they_were_about_the_messages() {
    for (int i = 0; i < 4; i++) {
      isRefused(i, PERM_RECIPIENT);
    }
    assertThat(gate.state()).isEqualTo(State.SHUT);

    accepted("m9");

    assertThat(gate.state()).isEqualTo(State.OPEN);
    for (int i = 10; i < 20; i++) {
      assertThat(isRefused(i, PERM_RECIPIENT)).containsExactly(new Judged<>("m" + i, BY_CLASS));
    }
  }

  @Test
  void a_success_between_them_ends_a_row() {
    for (int i = 0; i < 20; i++) {
      isRefused(i, PERM_RECIPIENT);
      if (i % 3 == 2) {
        assertThat(accepted("good" + i))
            .containsExactly(
                new Judged<>("m" + (i - 2), BY_CLASS),
                new Judged<>("m" + (i - 1), BY_CLASS),
                new Judged<>("m" + i, BY_CLASS));
      }
    }

    assertThat(gate.state()).isEqualTo(State.OPEN);
  }

  @Test
  void refusals_of_one_recipient_or_in_different_words_are_no_row() {
    for (int i = 0; i < 10; i++) {
      fails("m" + i, to("a@x.test"), guess(PERM_RECIPIENT, "no"));
    }
    assertThat(fails("one", to("one@x.test"), guess(PERM_RECIPIENT, "one"))).hasSize(10);
    for (String word : List.of("two", "three", "four", "five")) {
      assertThat(fails(word, to(word + "@x.test"), guess(PERM_RECIPIENT, word))).hasSize(1);
    }

    assertThat(gate.state()).isEqualTo(State.OPEN);
  }

  @Test
  void refusals_that_a_rule_knows_are_no_row() {
    for (int i = 0; i < 40; i++) {
      assertThat(fails("m" + i, PERM_RECIPIENT)).containsExactly(new Judged<>("m" + i, BY_CLASS));
      assertThat(fails("n" + i, PERM_MESSAGE)).containsExactly(new Judged<>("n" + i, BY_CLASS));
      assertThat(fails("o" + i, TRANS_RECIPIENT)).hasSize(1);
    }

    assertThat(gate.state()).isEqualTo(State.OPEN);
  }

  @Test
  void unknown_outcomes_shut_the_gate_only_if_nothing_goes_through_beside_them() {
    long begun = clock.nanoTime();
    clock.tick(Duration.ofSeconds(30));
    accepted("good");
    clock.tick(Duration.ofSeconds(30));
    for (int i = 0; i < 12; i++) {
      gate.failed("m" + i, id("m" + i), to("a@x.test"), begun, new Failure(AMBIGUOUS, "eof", "no"));
    }
    assertThat(gate.state()).isEqualTo(State.OPEN);

    for (int i = 0; i < 5; i++) {
      fails("n" + i, AMBIGUOUS);
    }
    assertThat(gate.state()).isEqualTo(State.SHUT);
  }

  @Test
  void a_limit_of_one_mails_recipients_stops_no_other() {
    Failure split = new Failure(THROTTLED, "452", "too many").forRestAtOnce();

    assertThat(fails("m1", to("a@x.test"), split)).containsExactly(new Judged<>("m1", BY_CLASS));
    assertThat(gate.state()).isEqualTo(State.OPEN);
    assertThat(pace.isLimited()).isFalse();
  }

  @Test
  void a_message_at_fault_is_the_last_one_to_be_tried() {
    fails("m1", CONFIG);
    accepted("m2");
    fails("m3", CONFIG);

    assertThat(gate.worthOfTrial(id("m1"), to("a@y.test"))).isEqualTo(-2);
    assertThat(gate.worthOfTrial(id("m3"), to("a@y.test"))).isEqualTo(-1);
  }

  @Test
  void a_login_that_is_throttled_is_not_tried_before_a_message_is() {
    gate.sessionFailed(new Failure(THROTTLED, "421", "slow").ofSession());

    assertThat(gate.state()).isEqualTo(State.SHUT);
    assertThat(gate.needsProbe()).isFalse();
  }

  @Test
  void no_login_is_tried_for_the_word_of_a_single_reply() {
    fails("m1", CONFIG);
    clock.tick(Duration.ofSeconds(1));
    gate.overdue(true);

    assertThat(gate.pause()).isPresent();
    assertThat(gate.needsProbe()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"CONFIG", "PROVIDER_DOWN"})
  void of_what_messages_were_told_only_a_wrong_setting_asks_for_a_login(FailureClass failureClass) {
    fails("m1", failureClass);
    failsAlone("m2", to("b@y.test"), new Failure(failureClass, "550", "no"));

    assertThat(gate.state()).isEqualTo(State.SHUT);
    assertThat(gate.needsProbe()).isEqualTo(failureClass == CONFIG);
  }

  @Test
  void the_pause_of_a_single_reply_began_with_it() {
    Instant told = clock.instant().plusMillis(1);
    fails("m1", CONFIG);
    clock.tick(Duration.ofSeconds(1));
    gate.overdue(true);

    assertThat(gate.pause().orElseThrow().since()).isEqualTo(told);
  }

  @Test
  void words_that_were_said_before_a_success_confirm_nothing_after_it() {
    fails("m1", CONFIG);
    accepted("m2");
    fails("m3", to("a@x.test"), new Failure(CONFIG, "550", "other words"));

    assertThat(failsAlone("m4", to("b@y.test"), new Failure(CONFIG, "550", "no"))).isEmpty();
    assertThat(gate.state()).isEqualTo(State.SUSPECT);
  }

  @Test
  void an_accepted_message_raises_the_pace() {
    limitPace();

    accepted("m1");

    assertThat(pace.isLimited()).isFalse();
  }

  private void limitPace() {
    gate.sessionFailed(new Failure(THROTTLED, "421", "slow").ofSession());
    assertThat(pace.isLimited()).isTrue();
    clock.tick(Duration.ofSeconds(1));
  }

  @Test
  void a_failure_raises_the_pace_unless_the_message_was_throttled() {
    limitPace();
    fails("m1", THROTTLED);
    assertThat(pace.isLimited()).isTrue();

    fails("m2", PERM_RECIPIENT);
    assertThat(pace.isLimited()).isFalse();
  }

  @Test
  void a_limit_of_one_mails_recipients_raises_the_pace() {
    limitPace();

    fails("m1", to("a@x.test"), new Failure(THROTTLED, "452", "too many").forRestAtOnce());

    assertThat(pace.isLimited()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"CONFIG", "THROTTLED"})
  void only_a_trial_that_is_throttled_lowers_the_pace(FailureClass failureClass) {
    Failure failure = new Failure(failureClass, "450", "no");
    fails("m1", to("a@x.test"), failure);
    failsAlone("m2", to("b@y.test"), failure);
    assertThat(pace.isLimited()).isFalse();
    clock.tick(gate.remaining());

    failsAlone("m3", to("c@z.test"), failure);

    assertThat(pace.isLimited()).isEqualTo(failureClass == THROTTLED);
  }

  @Test
  void a_message_that_was_accepted_for_some_is_a_witness_too() {
    fails("m1", CONFIG);
    long since = clock.nanoTime();

    assertThat(
            gate.partlyAccepted(
                "m2", id("m2"), to("b@y.test"), since, new Failure(PERM_RECIPIENT, "550", "no")))
        .containsExactly(new Judged<>("m1", OWN_FAULT), new Judged<>("m2", BY_CLASS));
  }

  @Test
  void a_login_that_is_refused_clears_the_message_that_waits_for_a_witness() {
    fails("m1", CONFIG);

    assertThat(gate.sessionFailed(new Failure(CONFIG, "535", "no").ofSession()))
        .containsExactly(new Judged<>("m1", NOT_AT_FAULT));
    assertThat(gate.state()).isEqualTo(State.SHUT);
  }

  @Test
  void one_lost_connection_leaves_the_doubt_for_a_witness() {
    fails("m1", CONFIG);

    assertThat(gate.sessionFailed(new Failure(PROVIDER_DOWN, "io", "no").ofSession())).isEmpty();
    assertThat(gate.state()).isEqualTo(State.SUSPECT);
  }

  @Test
  void an_attempt_that_began_when_the_last_one_was_accepted_counts_as_one_after_it() {
    accepted("good");
    long since = clock.nanoTime();
    for (int i = 0; i < 5; i++) {
      gate.failed("m" + i, id("m" + i), to("a@x.test"), since, new Failure(AMBIGUOUS, "eof", ""));
    }

    assertThat(gate.state()).isEqualTo(State.SHUT);
  }

  @Test
  void a_trial_that_is_refused_in_the_words_of_the_row_shuts_the_gate_again() {
    for (int i = 0; i < 4; i++) {
      isRefused(i, PERM_RECIPIENT);
    }
    clock.tick(gate.remaining());
    assertThat(gate.state()).isEqualTo(State.TRIAL);

    gate.tryAlone(id("m4"));
    assertThat(isRefused(4, PERM_RECIPIENT)).containsExactly(new Judged<>("m4", NOT_AT_FAULT));
    assertThat(gate.state()).isEqualTo(State.SHUT);
  }

  @Test
  void a_trial_that_is_refused_in_other_words_than_the_row_counts() {
    for (int i = 0; i < 4; i++) {
      isRefused(i, PERM_RECIPIENT);
    }
    clock.tick(gate.remaining());

    assertThat(failsAlone("m4", to("d@x.test"), guess(PERM_RECIPIENT, "full")))
        .containsExactly(new Judged<>("m4", BY_CLASS));
    assertThat(gate.state()).isEqualTo(State.TRIAL);
  }

  @Test
  void a_refusal_of_an_attempt_that_began_before_a_success_counts_at_once() {
    long before = clock.nanoTime();
    accepted("good");

    assertThat(
            gate.failed("m1", id("m1"), to("a@x.test"), before, guess(PERM_RECIPIENT, "strange")))
        .containsExactly(new Judged<>("m1", BY_CLASS));
  }

  @Test
  void a_row_counts_its_own_messages_only() {
    for (int i = 0; i < 3; i++) {
      isRefused(i, PERM_RECIPIENT);
    }
    accepted("good");
    Traits four = new Traits(false, Set.of("a", "b", "c", "d"), Set.of("x.test"));

    assertThat(fails("m9", four, guess(PERM_RECIPIENT, "full"))).isEmpty();
    assertThat(gate.state()).isEqualTo(State.OPEN);
  }

  @Test
  void a_row_counts_the_recipients_of_its_own_messages_only() {
    for (int i = 0; i < 3; i++) {
      isRefused(i, PERM_RECIPIENT);
    }
    accepted("good");
    for (int i = 10; i < 14; i++) {
      assertThat(fails("m" + i, to("a@x.test"), guess(PERM_RECIPIENT, "full"))).isEmpty();
    }

    assertThat(gate.state()).isEqualTo(State.OPEN);
  }
}
