package com.couponcommerce.workers.email;

import com.couponcommerce.workers.bench.Mails;
import com.couponcommerce.workers.email.decode.EmailMessageDecoder;
import com.couponcommerce.workers.email.mime.MailWriter;
import com.couponcommerce.workers.email.smtp.Content;
import com.couponcommerce.workers.message.EmailAddress;
import com.couponcommerce.workers.message.EmailMessage;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.RefusedMessageException;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Measures the steps from a payload to the bytes that a mail server gets. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MailBenchmark {
  private final MailWriter writer = new MailWriter(InstantSource.system());
  private final EmailAddress from = new EmailAddress("noreply@coupons.com");
  private final MessageId id = new MessageId("m-1");

  /** Size of the body; set by JMH. */
  @Param({"1024", "102400"})
  public int bytes;

  private Payload payload = Payload.of("{}");

  /** Makes a payload with a body of that size. */
  @Setup
  public void payload() {
    payload = Payload.of(new Mails(bytes).next());
  }

  /** Decodes JSON to a checked message. */
  @Benchmark
  public EmailMessage decode() throws RefusedMessageException {
    return EmailMessageDecoder.decode(MessageFields.parse(payload));
  }

  /** Decodes JSON to a checked message, and makes the mail as it is written after DATA. */
  @Benchmark
  public Content decodeAndWrite() throws RefusedMessageException {
    return Content.of(writer.write(from, id, decode()));
  }
}
