package com.couponcommerce.workers.api.backup;

import com.couponcommerce.workers.api.audit.Action;
import com.couponcommerce.workers.api.audit.Audit;
import com.couponcommerce.workers.api.http.AllowedTo;
import com.couponcommerce.workers.api.http.Channels;
import com.couponcommerce.workers.api.http.NdJson;
import com.couponcommerce.workers.api.http.Problem;
import com.couponcommerce.workers.api.http.Roles;
import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.RedisMessageQueue;
import com.couponcommerce.workers.queue.backup.QueueExport;
import com.couponcommerce.workers.queue.backup.Stored;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import com.couponcommerce.workers.queue.redis.RedisPools;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Exports the messages of a channel to a file that {@link ImportResource} can import. */
@Path("/queues/{channel}/export")
@Singleton
public class ExportResource {
  private static final EventLog LOG = EventLog.of(ExportResource.class);
  private static final DateTimeFormatter IN_NAMES =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private static final String ALL = "all";
  private static final String OPTED_OUT = "opted_out";

  @Inject private RedisPools redis;
  @Inject private Audit audit;

  /**
   * Streams the messages, oldest first: a header, one line for each message, and an end line. If
   * Redis stops answering, the end line is missing: servers end a broken answer like a complete
   * one.
   *
   * @param state pending, processing, retry, dead_letter, opted_out or all
   */
  @GET
  @Produces(NdJson.MEDIA_TYPE)
  @AllowedTo(Roles.OPERATOR)
  public Response export(
      @PathParam("channel") String channelId,
      @QueryParam("state") @DefaultValue(ALL) String state) {
    Channel channel = Channels.of(channelId);
    QueueExport export = new QueueExport(redis, channel, states(state), hasOptOuts(state));
    // Asks Redis before the status is sent, so that an outage is answered with 503.
    Instant at = new RedisMessageQueue(redis, channel).now().time();
    UUID id = UUID.randomUUID();
    StreamingOutput lines = out -> write(out, id, channel, at, export);
    String file = channel.id() + "-" + state + "-" + IN_NAMES.format(at) + ".ndjson";
    return Response.ok(lines, NdJson.MEDIA_TYPE)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + file + "\"")
        .build();
  }

  private static Set<QueueState> states(String name) {
    if (name.equals(OPTED_OUT)) {
      return Set.of();
    }
    return name.equals(ALL)
        ? EnumSet.allOf(QueueState.class)
        : EnumSet.of(
            QueueState.of(name)
                .orElseThrow(
                    () ->
                        Problem.badRequest(
                            "state must be pending, processing, retry, dead_letter, opted_out or"
                                + " all")));
  }

  private static boolean hasOptOuts(String name) {
    return name.equals(ALL) || name.equals(OPTED_OUT);
  }

  private void write(OutputStream out, UUID id, Channel channel, Instant at, QueueExport export) {
    ExportWriter writer = new ExportWriter(out);
    String outcome = "aborted";
    try {
      writer.begin(id, channel, at, export.states());
      List<Stored> window = export.next();
      while (!window.isEmpty()) {
        for (Stored entry : window) {
          writer.add(entry);
        }
        out.flush();
        window = export.next();
      }
      writer.end();
      out.flush();
      outcome = "done";
    } catch (IOException e) {
      outcome = "aborted: the client disconnected";
    } catch (QueueUnavailableException e) {
      // Not rethrown: a problem would come too late, and a server might append one to the lines.
      LOG.warning(
          LogLine.saying("export-broken", "an export was aborted")
              .with("channel", channel)
              .error(e));
    } finally {
      audit.record(Action.EXPORT, channel, List.of(), outcome + " messages=" + writer.messages());
    }
  }
}
