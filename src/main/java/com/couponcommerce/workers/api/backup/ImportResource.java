package com.couponcommerce.workers.api.backup;

import com.couponcommerce.workers.api.audit.Action;
import com.couponcommerce.workers.api.audit.Audit;
import com.couponcommerce.workers.api.backup.ImportQuery.RedisCli;
import com.couponcommerce.workers.api.http.AllowedTo;
import com.couponcommerce.workers.api.http.Answers;
import com.couponcommerce.workers.api.http.BodyLimit;
import com.couponcommerce.workers.api.http.Channels;
import com.couponcommerce.workers.api.http.NdJson;
import com.couponcommerce.workers.api.http.Problem;
import com.couponcommerce.workers.api.http.Roles;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.backup.ImportEnd;
import com.couponcommerce.workers.queue.backup.ImportId;
import com.couponcommerce.workers.queue.backup.ImportProgress;
import com.couponcommerce.workers.queue.backup.QueueImport;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.queue.redis.WrongKeyException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;

/** Imports the messages of a file into a channel, each once. */
@Path("/queues/{channel}/import")
@Singleton
public class ImportResource {
  /**
   * Share of the heap that a line may have: while it is read, it takes some eight times its size.
   */
  private static final int HEAP_SHARE = 32;

  /** Fields of a line beside its payload. */
  private static final int OTHER_FIELDS = 1024;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  @Inject private RedisPools redis;
  @Inject private Audit audit;

  /**
   * Imports a file, or a part of it, while it arrives.
   *
   * @return 200 with the progress; 409 if a part arrives before its predecessor; 422 with the
   *     invalid lines; 503 if Redis does not answer or is full. In each case the messages that were
   *     imported stay, and the same file continues from there when it is sent again.
   */
  @POST
  @Consumes(NdJson.MEDIA_TYPE)
  @AllowedTo(Roles.OPERATOR)
  @BodyLimit(BodyLimit.UNLIMITED)
  public Response add(
      @PathParam("channel") String channelId, @Context UriInfo uri, InputStream body) {
    Channel channel = Channels.of(channelId);
    ImportRun run =
        begin(channel, ImportQuery.of(uri.getQueryParameters()), new Lines(body, maxLineBytes()));
    String outcome = "aborted";
    try {
      run.run();
      outcome = run.mistakes().isEmpty() ? "done" : "stopped at an invalid line";
    } catch (IOException e) {
      throw Problem.badRequest(
          "the request was aborted, or is larger than the server accepts; "
              + kept(run)
              + "use bin/restore.sh, which sends a file in parts");
    } catch (WrongKeyException e) {
      throw Problem.unavailable(
          e.problem() + "; " + kept(run) + "send the same file again", RETRY_AFTER);
    } catch (QueueUnavailableException e) {
      throw Problem.unavailable(
          "Redis does not answer or is full; " + kept(run) + "send the same file again",
          RETRY_AFTER);
    } finally {
      audit.record(
          Action.IMPORT,
          channel,
          List.of(run.id().value()),
          outcome + " imported=" + run.imported() + " skipped=" + run.skipped());
    }
    if (!run.mistakes().isEmpty()) {
      throw Problem.invalid(
          kept(run) + "correct the lines and send the file again", run.mistakes());
    }
    return Answers.ok(
        Json.createObjectBuilder()
            .add("import", run.id().value())
            .add("channel", channel.id())
            .add("imported", run.imported())
            .add("skipped", run.skipped())
            .add("twins", run.twins())
            .add("complete", run.total().isPresent()));
  }

  /**
   * Returns the limit of a line: enough for each message that a worker takes, each byte escaped,
   * and for a larger dead letter as far as the memory allows.
   */
  private int maxLineBytes() {
    long share = Runtime.getRuntime().maxMemory() / HEAP_SHARE;
    long needed = 2L * redis.maxEntryBytes() + OTHER_FIELDS;
    return (int) Math.min(Integer.MAX_VALUE / 2, Math.max(share, needed));
  }

  private static String kept(ImportRun run) {
    return run.imported()
        + " messages were imported, "
        + run.skipped()
        + " had been imported before; ";
  }

  private ImportRun begin(Channel channel, ImportQuery query, Lines lines) {
    QueueImport queue = new QueueImport(redis, channel);
    if (query.redisCli().isPresent()) {
      RedisCli given = query.redisCli().get();
      RedisCliReader reader =
          new RedisCliReader(lines, given.state(), given.first(), query.isPart());
      return new ImportRun(queue, given.name(), ImportEnd.OLDEST, reader);
    }
    try {
      ExportReader reader = new ExportReader(lines, channel, query.isPart());
      return new ImportRun(queue, reader.id(), ImportEnd.NEWEST, reader);
    } catch (BadLineException e) {
      throw Problem.invalid("nothing was imported", List.of(e.getMessage()));
    } catch (IOException e) {
      throw Problem.badRequest("the request was aborted before its first line");
    }
  }

  /** Shows the progress of a file that was imported in the last 7 days or is being imported. */
  @GET
  @Path("/{id}")
  @AllowedTo(Roles.OPERATOR)
  public Response progress(@PathParam("channel") String channelId, @PathParam("id") String id) {
    Channel channel = Channels.of(channelId);
    if (!ImportId.isValid(id)) {
      throw Problem.notFound("this is neither the id of an export nor the name of a file");
    }
    ImportProgress progress =
        new QueueImport(redis, channel)
            .progress(new ImportId(id))
            .orElseThrow(
                () -> Problem.notFound("no message of this file was imported in the last 7 days"));
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("import", id)
            .add("channel", channel.id())
            .add("imported", progress.imported())
            .add("complete", progress.isComplete());
    progress.total().ifPresent(total -> json.add("total", total));
    return Answers.ok(json);
  }
}
