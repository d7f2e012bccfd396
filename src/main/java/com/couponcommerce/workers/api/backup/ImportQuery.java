package com.couponcommerce.workers.api.backup;

import com.couponcommerce.workers.api.http.Problem;
import com.couponcommerce.workers.api.http.States;
import com.couponcommerce.workers.queue.ImportId;
import com.couponcommerce.workers.queue.QueueState;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.Set;
import java.util.regex.Pattern;

/** How the lines of an import are to be read. */
public class ImportQuery {
  private static final String EXPORT = "export";
  private static final String REDIS_CLI = "redis-cli";
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

  @QueryParam("format")
  @DefaultValue(EXPORT)
  private String format = EXPORT;

  @QueryParam("state")
  @DefaultValue("pending")
  private String state = "pending";

  @QueryParam("name")
  @DefaultValue("")
  private String name = "";

  @QueryParam("first")
  @DefaultValue("1")
  private String first = "1";

  @QueryParam("part")
  @DefaultValue("false")
  private String part = "false";

  /** True for the lines of redis-cli, false for those of an export. */
  boolean isRedisCli() {
    if (!format.equals(EXPORT) && !format.equals(REDIS_CLI)) {
      throw Problem.badRequest("format must be export or redis-cli");
    }
    return format.equals(REDIS_CLI);
  }

  /** True where more of the file follows in another request. */
  boolean isPart() {
    if (!part.equals("true") && !part.equals("false")) {
      throw Problem.badRequest("part must be true or false");
    }
    return part.equals("true");
  }

  /** Where lines go that do not say it themselves. */
  QueueState state(Set<QueueState> possible) {
    return States.of(state).stream()
        .filter(possible::contains)
        .findFirst()
        .filter(one -> one.id().equals(state))
        .orElseThrow(
            () ->
                Problem.badRequest("with format=redis-cli, state must be pending or dead_letter"));
  }

  /** What tells a second run of a file that has no id in itself. */
  ImportId name() {
    if (!ImportId.isValid(name)) {
      throw Problem.badRequest(
          "with format=redis-cli, give a name for the file, such as its sha256sum: 1 to 100 of"
              + " letters, digits and . _ -; a second run with that name adds nothing twice");
    }
    return new ImportId(name);
  }

  /** The number of the first message, where parts are sent. */
  long first() {
    if (!NUMBER.matcher(first).matches()) {
      throw Problem.badRequest("first must be a number from 1");
    }
    return Long.parseLong(first);
  }
}
