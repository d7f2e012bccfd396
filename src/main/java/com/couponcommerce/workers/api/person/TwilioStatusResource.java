package com.couponcommerce.workers.api.person;

import com.couponcommerce.workers.api.http.AllowedTo;
import com.couponcommerce.workers.api.http.BodyLimit;
import com.couponcommerce.workers.api.http.FormBody;
import com.couponcommerce.workers.api.http.Problem;
import com.couponcommerce.workers.api.http.Roles;
import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.DeliveryReport;
import com.couponcommerce.workers.observe.ReportCounters;
import com.couponcommerce.workers.queue.person.DeliveryReports;
import com.couponcommerce.workers.queue.person.ReportResult;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.sender.ReportReader;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Receives delivery reports of SMS messages from Twilio, whose signature replaces a login. */
@Path("/webhooks/twilio/status")
@Singleton
public class TwilioStatusResource {
  private static final EventLog LOG = EventLog.of(TwilioStatusResource.class);

  /** Limit of a body; a report has about 1 KiB. */
  private static final long MAX_BYTES = 16_384;

  @Inject private ReportReader reader;
  @Inject private RedisPools redis;
  @Inject private ReportCounters counters;
  @Inject private ForgedReports forgedReports;

  /** Answers 204 to each report that Twilio signed, even if it changes nothing. */
  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @AllowedTo(Roles.PUBLIC)
  @BodyLimit(MAX_BYTES)
  public Response report(
      @Context HttpServletRequest request,
      @HeaderParam("X-Twilio-Signature") @Nullable String signature,
      InputStream body)
      throws IOException {
    if (!reader.isConfigured()) {
      throw Problem.notFound(
          "reports are not configured: set TWILIO_STATUS_CALLBACK_URL and the Twilio account");
    }
    Map<String, String> form = FormBody.read(body);
    String query = Optional.ofNullable(request.getQueryString()).orElse("");
    return reader
        .read(query, form, Optional.ofNullable(signature).map(String::strip).orElse(""))
        .match(
            genuine -> kept(genuine.report()),
            irrelevant -> Response.noContent().build(),
            forged -> {
              forgedReports.refused(request.getRemoteAddr());
              throw Problem.forbidden(
                  "the signature does not match TWILIO_AUTH_TOKEN, TWILIO_STATUS_CALLBACK_URL and"
                      + " this query");
            });
  }

  private Response kept(DeliveryReport report) {
    ReportResult kept = new DeliveryReports(redis, Channel.SMS).keep(report);
    switch (kept) {
      case KNOWN -> {}
      case NEW -> changed(report, false);
      case NEW_AND_OPTED_OUT -> changed(report, true);
    }
    return Response.noContent().build();
  }

  private void changed(DeliveryReport report, boolean optedOut) {
    counters.reported(report.status());
    LogLine line =
        LogLine.of("reported")
            .with("channel", Channel.SMS)
            .with("id", report.id())
            .with("status", report.status());
    report.code().ifPresent(code -> line.with("code", code));
    if (optedOut) {
      line.with("opted_out", "yes");
    }
    LOG.info(line);
  }
}
