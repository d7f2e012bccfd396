package com.couponcommerce.workers.api.problem;

import com.couponcommerce.workers.api.queue.Breaker;
import com.couponcommerce.workers.api.queue.ChannelState;
import com.couponcommerce.workers.mask.Mask;
import com.couponcommerce.workers.sender.FailureClass;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds providers that instances do not send to, one problem for a provider and a cause. */
final class ProviderProblems implements ProblemSource {
  /** Pauses that are one problem, on however many instances. */
  private record Group(String provider, ProblemId id) {}

  @Override
  public List<Finding> find(ChannelState state) {
    Map<Group, List<Breaker>> groups = new LinkedHashMap<>();
    Breaker.all(state)
        .forEach(
            breaker ->
                groups
                    .computeIfAbsent(
                        new Group(breaker.provider(), id(breaker.failureClass())),
                        group -> new ArrayList<>())
                    .add(breaker));
    return groups.entrySet().stream()
        .map(group -> finding(state, group.getKey(), group.getValue()))
        .toList();
  }

  private static ProblemId id(String failureClass) {
    if (failureClass.equals(FailureClass.CONFIG.name())) {
      return ProblemId.PROVIDER_CONFIG;
    }
    return failureClass.equals(FailureClass.THROTTLED.name())
        ? ProblemId.PROVIDER_THROTTLED
        : ProblemId.PROVIDER_DOWN;
  }

  private static Finding finding(ChannelState state, Group group, List<Breaker> breakers) {
    Optional<Instant> since =
        breakers.stream()
            .flatMap(breaker -> breaker.since().stream())
            .min(Comparator.naturalOrder());
    Optional<Instant> until =
        breakers.stream()
            .flatMap(breaker -> breaker.until().stream())
            .max(Comparator.naturalOrder());
    Finding found =
        Finding.of(group.id(), state.channel())
            .since(since)
            .with("provider", group.provider())
            .with("reason", Mask.text(breakers.get(0).reason()))
            .with("instances", breakers.size());
    return until.map(at -> found.with("until", at.toString())).orElse(found);
  }
}
