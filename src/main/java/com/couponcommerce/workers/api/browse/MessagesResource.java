package com.couponcommerce.workers.api.browse;

import com.couponcommerce.workers.api.http.AllowedTo;
import com.couponcommerce.workers.api.http.Channels;
import com.couponcommerce.workers.api.http.Roles;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.browse.Cursor;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Set;

/** Lists the messages of a channel. */
@Path("/queues/{channel}/messages")
@Singleton
public class MessagesResource {
  @Inject private MessageBrowser browser;

  /**
   * Returns the messages in one state that match a filter, masked, and the cursor of the next page.
   *
   * @return 200; 400 with all mistakes in the query
   */
  @GET
  @AllowedTo({Roles.VIEWER, Roles.OPERATOR})
  public Response messages(@PathParam("channel") String id, @Context UriInfo uri) {
    Channel channel = Channels.of(id);
    return browser.answer(
        channel, uri, Set.of("state"), query -> Cursor.start(MessageQuery.state(query)));
  }
}
