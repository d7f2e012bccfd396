package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.queue.MessageQueue;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** A queue that loses its answer to one method a number of times, before or after the work. */
public final class UnansweredQueue {
  private UnansweredQueue() {}

  public static MessageQueue losing(
      int replies, String methodName, boolean afterWork, MessageQueue queue) {
    int[] left = {replies};
    return (MessageQueue)
        Proxy.newProxyInstance(
            MessageQueue.class.getClassLoader(),
            new Class<?>[] {MessageQueue.class},
            (proxy, method, arguments) -> {
              boolean lose = method.getName().equals(methodName) && left[0] > 0;
              if (lose) {
                left[0]--;
              }
              Object reply = lose && !afterWork ? null : call(queue, method, arguments);
              if (lose) {
                throw new QueueUnavailableException("the reply was lost", new RuntimeException());
              }
              return reply;
            });
  }

  private static Object call(MessageQueue queue, Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(queue, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
