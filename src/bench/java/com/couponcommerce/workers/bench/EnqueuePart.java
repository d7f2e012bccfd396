package com.couponcommerce.workers.bench;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.testkit.redis.RedisServer;
import com.couponcommerce.workers.testkit.server.RoleUsers;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import redis.clients.jedis.RedisClient;

/** Measures how fast producers enqueue mails over HTTP and with LPUSH, beside BullMQ's addBulk. */
final class EnqueuePart {
  private static final int CLIENTS = 4;
  private static final int MANY = 100;

  private final Bench bench;
  private final Mails mails = new Mails(1024);

  EnqueuePart(Bench bench) {
    this.bench = bench;
  }

  private interface Enqueue {
    void accept(List<String> payloads) throws IOException;
  }

  void run() throws Exception {
    bench.report().heading("Enqueue mails of 1 KB, %d clients".formatted(CLIENTS));
    bench
        .report()
        .columns("how", "mails a second", "p50 ms", "p99 ms", "CPU µs of the server a mail");
    try (RedisServer redis = RedisServer.start();
        SmtpSink sink = SmtpSink.start();
        Worker worker =
            Worker.start(
                bench.kind(), "bench", redis, sink.port(), Map.of("API_RATE_LIMIT", "100000/s"))) {
      String login = RoleUsers.createOn(worker.server()).basic(RoleUsers.PRODUCER);
      QueueKeys keys = QueueKeys.of(Channel.EMAIL);
      worker.redis().set(keys.paused(), "bench");
      Post post = new Post(worker.server().url("/api/v1/queues/email/messages").toURL(), login);
      Enqueue lpush =
          payloads -> worker.redis().lpush(keys.pending(), payloads.toArray(String[]::new));
      measure("POST of one", worker, 1, post::json);
      measure("POST of " + MANY + " lines", worker, MANY, post::lines);
      measure("LPUSH of one", worker, 1, lpush);
      measure("LPUSH of " + MANY, worker, MANY, lpush);
      Peers peers = new Peers(redis, sink.port());
      bench.report().row("BullMQ's addBulk of 1000, 1 client", peers.addBulk(50_000), "", "", "");
    }
  }

  private void measure(String how, Worker worker, int batch, Enqueue enqueue) throws Exception {
    int calls = Math.max(2000, bench.messages() / batch);
    for (int i = 0; i < bench.rounds(); i++) {
      calls(worker.redis(), calls, batch, enqueue);
    }
    ProcessCost before = ProcessCost.of(worker.pid());
    long begun = System.nanoTime();
    Latencies latencies = calls(worker.redis(), calls, batch, enqueue);
    long took = System.nanoTime() - begun;
    long messages = (long) calls * batch;
    bench
        .report()
        .row(
            how,
            messages * 1e9 / took,
            latencies.percentile(50),
            latencies.percentile(99),
            ProcessCost.of(worker.pid()).cpuSince(before).toNanos() / 1e3 / messages);
  }

  private Latencies calls(RedisClient redis, int calls, int batch, Enqueue enqueue)
      throws Exception {
    redis.del(QueueKeys.of(Channel.EMAIL).pending());
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Callable<List<Long>>> work = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        work.add(() -> client(calls / CLIENTS, batch, enqueue));
      }
      List<Long> nanos = new ArrayList<>();
      for (Future<List<Long>> done : clients.invokeAll(work)) {
        nanos.addAll(done.get());
      }
      return new Latencies(nanos.stream().mapToLong(Long::longValue).toArray());
    } finally {
      clients.shutdown();
    }
  }

  private List<Long> client(int calls, int batch, Enqueue enqueue) throws IOException {
    List<Long> nanos = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      List<String> payloads = payloads(batch);
      long begun = System.nanoTime();
      enqueue.accept(payloads);
      nanos.add(System.nanoTime() - begun);
    }
    return nanos;
  }

  /** Returns mails for one of the clients, which run at the same time. */
  private synchronized List<String> payloads(int count) {
    return mails.next(count);
  }

  /** Request of a producer over a connection that is kept alive. */
  private record Post(URL url, String authorization) {
    void json(List<String> payloads) throws IOException {
      send("application/json", payloads.get(0));
    }

    void lines(List<String> payloads) throws IOException {
      send("application/x-ndjson", payloads.stream().collect(Collectors.joining("\n")));
    }

    private void send(String type, String body) throws IOException {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      HttpURLConnection connection = (HttpURLConnection) url.openConnection();
      connection.setRequestProperty("Authorization", authorization);
      connection.setRequestProperty("Content-Type", type);
      connection.setDoOutput(true);
      connection.setFixedLengthStreamingMode(bytes.length);
      try (OutputStream out = connection.getOutputStream()) {
        out.write(bytes);
      }
      if (connection.getResponseCode() != HttpURLConnection.HTTP_ACCEPTED) {
        throw new IOException("refused: " + connection.getResponseCode());
      }
      connection.getInputStream().readAllBytes();
    }
  }
}
