package com.couponcommerce.workers.sms;

import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Text of an answer, in UTF-8. The client's send returns with it as soon as the head has arrived,
 * so that the caller waits for the rest with a limit: the timeout of a request ends with the head.
 */
final class AnswerBody implements BodySubscriber<AnswerBody> {
  private final BodySubscriber<String> text = BodySubscribers.ofString(StandardCharsets.UTF_8);
  private volatile @Nullable Subscription subscription;

  @Override
  public CompletionStage<AnswerBody> getBody() {
    return CompletableFuture.completedStage(this);
  }

  /**
   * Waits for the rest of the text, and closes the connection if it does not come.
   *
   * @throws ExecutionException if the connection ended before
   * @throws TimeoutException if it has not arrived in that time
   */
  String await(Duration atMost) throws InterruptedException, ExecutionException, TimeoutException {
    try {
      return text.getBody()
          .toCompletableFuture()
          .get(Math.max(0, atMost.toNanos()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | InterruptedException e) {
      Subscription rest = subscription;
      if (rest != null) {
        rest.cancel();
      }
      throw e;
    }
  }

  @Override
  public void onSubscribe(Subscription given) {
    subscription = given;
    text.onSubscribe(given);
  }

  @Override
  public void onNext(List<ByteBuffer> bytes) {
    text.onNext(bytes);
  }

  @Override
  public void onError(Throwable failure) {
    text.onError(failure);
  }

  @Override
  public void onComplete() {
    text.onComplete();
  }
}
