package com.couponcommerce.workers.api.enqueue;

import com.couponcommerce.workers.api.audit.Action;
import com.couponcommerce.workers.api.audit.Audit;
import com.couponcommerce.workers.api.enqueue.MessageBatch.Batch;
import com.couponcommerce.workers.api.http.AllowedTo;
import com.couponcommerce.workers.api.http.Answers;
import com.couponcommerce.workers.api.http.BodyLimit;
import com.couponcommerce.workers.api.http.Caller;
import com.couponcommerce.workers.api.http.Channels;
import com.couponcommerce.workers.api.http.NdJson;
import com.couponcommerce.workers.api.http.Problem;
import com.couponcommerce.workers.api.http.Roles;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.queue.EnqueueResult;
import com.couponcommerce.workers.queue.EnqueueResult.Done;
import com.couponcommerce.workers.queue.EnqueueResult.Entry;
import com.couponcommerce.workers.queue.ProducerQueue;
import com.couponcommerce.workers.queue.RequestKey;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.queue.redis.WrongKeyException;
import com.couponcommerce.workers.settings.CurrentSettings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Enqueues messages of producers that use HTTP instead of Redis. */
@Path("/queues/{channel}/messages")
@Singleton
public class EnqueueResource {
  /** Time after which a full queue or a full Redis may have room again. */
  private static final Duration RETRY_AFTER_FULL = Duration.ofSeconds(10);

  private static final Duration RETRY_AFTER_OUTAGE = Duration.ofSeconds(5);

  @Inject private RedisPools redis;
  @Inject private MessageBatch batch;
  @Inject private CurrentSettings settings;
  @Inject private Caller caller;
  @Inject private Audit audit;

  /**
   * Enqueues one message, a JSON array of messages, or one message a line; all or none.
   *
   * @param key identifies the request: the same request within 24 hours gets the first answer
   * @return 202 with the ids in the order of the messages; 413 if the body is too large; 422 with
   *     all mistakes in all messages, or if the key was used for another request; 503 if
   *     QUEUE_MAX_DEPTH is reached, or if Redis does not answer or is full
   */
  @POST
  @Consumes({MediaType.APPLICATION_JSON, NdJson.MEDIA_TYPE})
  @AllowedTo({Roles.PRODUCER, Roles.OPERATOR})
  @BodyLimit(MessageBatch.MAX_BYTES)
  public Response enqueue(
      @PathParam("channel") String channelId,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) MediaType type,
      InputStream body)
      throws IOException {
    Channel channel = Channels.of(channelId);
    Optional<IdempotencyKey> idempotency = IdempotencyKey.of(Optional.ofNullable(key));
    byte[] bytes = body.readAllBytes();
    Batch accepted = batch.messages(channel, type, bytes);
    RequestKey request =
        idempotency.orElseGet(IdempotencyKey::none).request(caller.name(), type, bytes);
    return enqueue(channel, accepted.messages(), request)
        .match(
            done -> accepted(channel, done, accepted.ignored()),
            keyTaken -> {
              throw Problem.invalid(
                  "Idempotency-Key was used for another request with another body; nothing was"
                      + " enqueued: use a new key for each request",
                  List.of());
            },
            tooDeep -> {
              throw Problem.unavailable(
                  tooDeep.pending()
                      + " messages are pending and QUEUE_MAX_DEPTH is "
                      + settings.get().maxDepth().orElse(0)
                      + "; nothing was enqueued",
                  RETRY_AFTER_FULL);
            });
  }

  private EnqueueResult enqueue(Channel channel, List<Entry> messages, RequestKey request) {
    try {
      OptionalInt maxPending = settings.get().maxDepth();
      return new ProducerQueue(redis, channel).enqueue(messages, request, maxPending);
    } catch (WrongKeyException e) {
      throw Problem.unavailable(e.problem() + "; nothing was enqueued", RETRY_AFTER_OUTAGE);
    } catch (QueueUnavailableException e) {
      throw e.isOutOfMemory()
          ? Problem.unavailable("Redis is out of memory; nothing was enqueued", RETRY_AFTER_FULL)
          : Problem.unavailable(
              "Redis does not answer or refuses; the messages may have been enqueued or not:"
                  + " send the same request again with the same Idempotency-Key",
              RETRY_AFTER_OUTAGE);
    }
  }

  private Response accepted(Channel channel, Done done, Set<String> ignored) {
    audit.record(
        Action.ENQUEUE,
        channel,
        done.ids().stream().map(MessageId::value).toList(),
        done.before() ? "repeated" : "done");
    JsonArrayBuilder ids = Json.createArrayBuilder();
    done.ids().forEach(id -> ids.add(id.value()));
    JsonObjectBuilder json = Json.createObjectBuilder().add("ids", ids);
    if (!ignored.isEmpty()) {
      json.add("ignored", Json.createArrayBuilder(ignored));
    }
    return Answers.accepted(json);
  }
}
