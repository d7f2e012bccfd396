package com.couponcommerce.workers.api.audit;

import com.couponcommerce.workers.api.http.AllowedTo;
import com.couponcommerce.workers.api.http.Answers;
import com.couponcommerce.workers.api.http.Roles;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.audit.AuditEntry;
import com.couponcommerce.workers.queue.audit.AuditPosition;
import com.couponcommerce.workers.queue.audit.AuditSearch;
import com.couponcommerce.workers.queue.audit.RecordedEntry;
import com.couponcommerce.workers.queue.redis.RedisPools;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** Shows the audit: about the last 10,000 changes of each channel, newest first. */
@Path("/audit")
@Singleton
public class AuditResource {
  @Inject private RedisPools redis;

  /**
   * Returns the entries that match channel, user, action, from and to. {@code next} is the {@code
   * cursor} of the next request; a short page may have one too.
   */
  @GET
  @AllowedTo(Roles.OPERATOR)
  public Response entries(@Context UriInfo uri) {
    AuditQuery query = AuditQuery.of(uri.getQueryParameters());
    AuditSearch.Page page =
        new AuditSearch(redis)
            .search(
                query.cursor(), query.from(), query.to(), query.filter()::matches, query.limit());
    JsonArrayBuilder entries = Json.createArrayBuilder();
    page.entries().forEach(entry -> entries.add(json(entry)));
    JsonObjectBuilder json = Json.createObjectBuilder().add("entries", entries);
    page.next().map(AuditPosition::toString).ifPresent(next -> json.add("next", next));
    return Answers.ok(json);
  }

  private static JsonObjectBuilder json(RecordedEntry recorded) {
    AuditEntry entry = recorded.entry();
    JsonArrayBuilder ids = Json.createArrayBuilder();
    entry.ids().forEach(ids::add);
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("at", recorded.at().toString())
            .add("user", entry.user())
            .add("from", entry.address())
            .add("action", entry.action());
    entry.channel().map(Channel::id).ifPresent(channel -> json.add("channel", channel));
    return json.add("ids", ids).add("count", entry.count()).add("outcome", entry.outcome());
  }
}
