package com.couponcommerce.workers.api.job;

import com.couponcommerce.workers.queue.job.Job;
import com.couponcommerce.workers.queue.job.JobOrder;
import com.couponcommerce.workers.settings.RateLimit;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.StringReader;

/** Shows jobs as JSON, with its filter masked, since it may name a person. */
public final class JobView {
  private JobView() {}

  static JsonObjectBuilder job(Job job) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("id", job.id())
            .add("action", job.order().verb().id())
            .add("dryRun", job.order().dryRun())
            .add("filter", filter(job))
            .add("state", job.state().id())
            .add("by", job.order().by())
            .add("at", job.at().toString())
            .add("total", job.total())
            .add("scanned", job.scanned())
            .add("found", job.found())
            .add(done(job), job.moved())
            .add("refused", job.refused());
    job.order().rate().map(RateLimit::toString).ifPresent(rate -> json.add("rate", rate));
    job.ended().ifPresent(at -> json.add("ended", at.toString()));
    job.error().ifPresent(error -> json.add("error", error));
    return json;
  }

  /** Returns what the job does with the messages that it takes away. */
  private static String done(Job job) {
    return switch (job.order().verb()) {
      case REDRIVE -> "moved";
      case DISCARD -> "discarded";
    };
  }

  /** Returns a summary for the audit. */
  static String outcome(Job job) {
    return job.state().id()
        + ", found "
        + job.found()
        + ", "
        + done(job)
        + " "
        + job.moved()
        + ", refused "
        + job.refused()
        + " of "
        + job.total()
        + told(job.order());
  }

  /** Returns the filter of an order for the audit, masked; empty if it has none. */
  public static String told(JobOrder order) {
    return order.filter().isAll() ? "" : ", filter " + order.filter().masked().json();
  }

  private static JsonObject filter(Job job) {
    String masked = job.order().filter().masked().json();
    try (JsonReader reader = Json.createReader(new StringReader(masked))) {
      return reader.readObject();
    }
  }
}
