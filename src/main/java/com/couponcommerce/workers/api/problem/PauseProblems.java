package com.couponcommerce.workers.api.problem;

import com.couponcommerce.workers.api.queue.ChannelState;
import com.couponcommerce.workers.mask.Mask;
import com.couponcommerce.workers.queue.instance.OperatorPause;
import java.time.Instant;
import java.util.List;

/** Finds the pause of an operator, which may have been forgotten. */
final class PauseProblems implements ProblemSource {
  @Override
  public List<Finding> find(ChannelState state) {
    return state.pause().map(pause -> finding(state, pause)).stream().toList();
  }

  private static Finding finding(ChannelState state, OperatorPause pause) {
    Finding found = Finding.of(ProblemId.PAUSED, state.channel()).since(pause.at());
    found = with(found, "reason", pause.reason().map(Mask::text).orElse(""));
    found = with(found, "by", pause.by().orElse(""));
    return with(found, "until", pause.until().map(Instant::toString).orElse(""));
  }

  private static Finding with(Finding found, String name, String value) {
    return value.isEmpty() ? found : found.with(name, value);
  }
}
