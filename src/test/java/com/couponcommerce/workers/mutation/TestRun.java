package com.couponcommerce.workers.mutation;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Arrays;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs test classes; the process fails if one of them does. */
final class TestRun {
  private TestRun() {}

  public static void main(String[] classes) {
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    TestExecutionListener impatient =
        new TestExecutionListener() {
          @Override
          public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (result.getStatus() == TestExecutionResult.Status.FAILED) {
              System.out.println(test.getDisplayName() + " " + result.getThrowable());
              // One failure is enough, and a clean end takes time. A changed script may loop in its
              // Redis.
              ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
              Runtime.getRuntime().halt(1);
            }
          }
        };
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(Arrays.stream(classes).map(name -> selectClass(name)).toList())
            .filters(TagFilter.excludeTags("timing"))
            .configurationParameter("junit.jupiter.execution.timeout.default", "30 s")
            .build();
    try (LauncherSession session = LauncherFactory.openSession()) {
      Launcher launcher = session.getLauncher();
      launcher.execute(request, summary, impatient);
    }
    boolean ran = summary.getSummary().getTestsSucceededCount() > 0;
    System.exit(ran ? 0 : 1);
  }
}
