package com.couponcommerce.workers.sms;

import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.SmsMessage;
import com.couponcommerce.workers.sender.DeliveryResult;
import com.couponcommerce.workers.sender.DeliveryResult.Abandoned;
import com.couponcommerce.workers.sender.DeliveryResult.Delivered;
import com.couponcommerce.workers.sender.DeliveryResult.Failed;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import com.couponcommerce.workers.sender.SendFence;
import com.couponcommerce.workers.settings.SmsSettings.AwsKeys;
import com.couponcommerce.workers.settings.SmsSettings.SnsSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.SnsClientBuilder;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Sends through SNS's Publish. SNS has no time to live for an SMS: it delivers an accepted one
 * however late.
 */
final class SnsProvider implements SmsProvider {
  /**
   * The result for an accepted SMS with an unreadable answer. Another attempt would send it again.
   */
  static final Delivered UNREADABLE = new Delivered("accepted, id unreadable");

  private static final Failure INTERRUPTED =
      new Failure(FailureClass.AMBIGUOUS, "interrupted", "stopped while waiting for the answer");

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

  private final InstantSource time;
  private final SnsRequests requests;
  private final AwsCredentialsProvider credentials;
  private final SnsClient client;

  /**
   * Threads of the SDK's calls. The SDK's signer leaves a Mac in a thread-local of each thread; on
   * the server's threads that would keep this application's class loader in memory after an
   * undeploy.
   */
  private final ExecutorService threads = OwnThreads.named("aws-sns");

  SnsProvider(SnsSettings settings, InstantSource time) {
    this(settings, time, ANSWER_TIMEOUT);
  }

  SnsProvider(SnsSettings settings, InstantSource time, Duration answerTimeout) {
    this.time = time;
    this.requests = new SnsRequests(settings);
    this.credentials =
        settings
            .keys()
            .map(SnsProvider::fixed)
            .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    SnsClientBuilder builder =
        SnsClient.builder()
            .region(Region.of(settings.region()))
            .credentialsProvider(credentials)
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(CONNECT_TIMEOUT)
                    .socketTimeout(answerTimeout))
            .overrideConfiguration(
                override ->
                    override
                        // One attempt is one request; a Publish has no id by which SNS detects
                        // duplicates.
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .apiCallTimeout(CONNECT_TIMEOUT.plus(answerTimeout))
                        .addExecutionInterceptor(new SnsCall.Interceptor()));
    settings.endpoint().ifPresent(builder::endpointOverride);
    this.client = builder.build();
  }

  private static AwsCredentialsProvider fixed(AwsKeys keys) {
    String secret = keys.secretAccessKey().value();
    return StaticCredentialsProvider.create(
        keys.sessionToken().isPresent()
            ? AwsSessionCredentials.create(
                keys.accessKeyId(), secret, keys.sessionToken().get().value())
            : AwsBasicCredentials.create(keys.accessKeyId(), secret));
  }

  @Override
  public String name() {
    return "aws-sns";
  }

  @Override
  public DeliveryResult publish(MessageId id, SmsMessage message, SendFence fence) {
    Optional<String> problem = requests.problem(message);
    if (problem.isPresent()) {
      return new Failed(new Failure(FailureClass.PERM_MESSAGE, "not_for_sns", problem.get()));
    }
    SnsCall call = new SnsCall(fence);
    return onOwnThread(() -> publish(message, call)).orElseGet(() -> new Failed(INTERRUPTED));
  }

  private DeliveryResult publish(SmsMessage message, SnsCall call) {
    try {
      String sid =
          client
              .publish(requests.publish(message).overrideConfiguration(call::attachTo).build())
              .messageId();
      return sid == null || sid.isEmpty() ? UNREADABLE : new Delivered(sid);
    } catch (RuntimeException e) {
      if (call.abandoned()) {
        return new Abandoned();
      }
      if (!call.handedOver() && !(e instanceof SdkException)) {
        throw e;
      }
      return call.status() / 100 == 2 ? UNREADABLE : new Failed(failure(e, call));
    }
  }

  /** Runs the work on a thread of the provider; empty if the calling thread was interrupted. */
  private <T> Optional<T> onOwnThread(Callable<T> work) {
    Future<T> result = threads.submit(work);
    try {
      return Optional.of(result.get());
    } catch (ExecutionException e) {
      throw new IllegalStateException("unexpected exception of the AWS SDK", e.getCause());
    } catch (InterruptedException e) {
      result.cancel(true);
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /**
   * Reads the account's SMS settings. A key that may only publish passes too: SNS refuses the
   * request, but only after it has recognized the key.
   */
  @Override
  public Optional<Failure> probe() {
    return onOwnThread(this::readSettings).orElseGet(() -> ProbeFailure.of(0, false, INTERRUPTED));
  }

  private Optional<Failure> readSettings() {
    SnsCall call = new SnsCall(() -> true);
    try {
      client.getSMSAttributes(request -> request.overrideConfiguration(call::attachTo));
      return Optional.empty();
    } catch (SdkException e) {
      Failure failure = failure(e, call);
      return ProbeFailure.of(call.status(), SnsErrorTable.isLogin(failure.code()), failure);
    }
  }

  private Failure failure(RuntimeException e, SnsCall call) {
    if (e instanceof SdkServiceException answer) {
      return ofAnswer(answer, call);
    }
    if (!call.handedOver()) {
      // The SDK found no credentials; its text lists where it looked.
      return new Failure(FailureClass.CONFIG, "credentials", String.valueOf(e.getMessage()))
          .ofSession();
    }
    return NetworkFailures.of(e);
  }

  private Failure ofAnswer(SdkServiceException e, SnsCall call) {
    Optional<AwsErrorDetails> details =
        e instanceof AwsServiceException aws
            ? Optional.ofNullable(aws.awsErrorDetails())
            : Optional.empty();
    String code = details.map(AwsErrorDetails::errorCode).orElse("");
    String text = details.map(AwsErrorDetails::errorMessage).orElse("");
    Optional<Duration> wait =
        call.retryAfter().flatMap(header -> RetryAfter.in(header, time.instant()));
    return new Failure(
            SnsErrorTable.ofAnswer(e.statusCode(), code, text),
            code.isEmpty() ? "http " + e.statusCode() : code,
            code.isEmpty() ? "an answer without an SNS error code" : text,
            wait)
        .judged(SnsErrorTable.basis(e.statusCode(), code, text), "");
  }

  @Override
  public void close() {
    threads.shutdown();
    client.close();
    if (credentials instanceof SdkAutoCloseable closeable) {
      closeable.close();
    }
  }
}
