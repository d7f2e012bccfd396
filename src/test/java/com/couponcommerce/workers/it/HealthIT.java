package com.couponcommerce.workers.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** Checks the answers that monitoring reads. */
class HealthIT extends DeployedWar {
  private static final String PATH = "/api/v1/health/redis";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private ChannelQueue queue;

  @BeforeEach
  void fillQueues() {
    queue = ChannelQueue.emails(redis());
    queue.clear();
    queue.redis().zadd("queue:sms:retry", 9e12, "a");
    queue.redis().zadd("queue:sms:retry", 9e12, "b");
    queue.redis().zadd("queue:sms:processing", (double) System.currentTimeMillis(), "c");
    queue.redis().lpush("queue:email:dead_letter", "x", "y", "z");
  }

  @AfterEach
  void empty() {
    queue.redis().del("queue:sms:processing");
    queue.clear();
    queue.close();
  }

  @Test
  void the_counts_are_the_guides_json() throws Exception {
    HttpResponse<String> response = get(PATH);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/json");
    assertThat(response.body())
        .isEqualTo(
            """
            {"status":"healthy","redis":"connected",\
            "queues":{\
            "email":{"pending":0,"processing":0,"dead_letter":3,"retry":0},\
            "sms":{"pending":0,"processing":1,"dead_letter":0,"retry":2}},\
            "total":{"pending":0,"processing":1,"dead_letter":3,"retry":2}}\
            """);
  }

  @Test
  void a_scraper_gets_the_same_metrics_in_its_own_format() throws Exception {
    String prometheus =
        "application/openmetrics-text;version=1.0.0;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,"
            + "text/plain;version=0.0.4;q=0.3,*/*;q=0.2";

    HttpResponse<String> openMetrics = get(PATH, prometheus);
    HttpResponse<String> text = get(PATH, "text/plain;version=0.0.4");

    assertThat(openMetrics.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/openmetrics-text");
    assertThat(openMetrics.body())
        .contains("coupon_workers_queue_messages{channel=\"email\",state=\"dead_letter\"} 3")
        .endsWith("# EOF\n");
    assertThat(text.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/plain;")
        .contains("version=0.0.4");
    assertThat(text.body())
        .contains("coupon_workers_redis_up 1")
        .contains("coupon_workers_queue_messages{channel=\"sms\",state=\"retry\"} 2")
        .doesNotContain("# EOF");
  }

  @Test
  void json_is_the_default_and_other_formats_are_refused() throws Exception {
    assertThat(get(PATH, "*/*").body()).startsWith("{");
    assertThat(get(PATH, "application/xml").statusCode()).isEqualTo(406);
  }

  @Test
  void the_servers_probes_answer() throws Exception {
    assertThat(probe("/health/live").statusCode()).isEqualTo(200);
    assertThat(probe("/health/started").statusCode()).isEqualTo(200);
    await().atMost(PATIENCE).until(() -> probe("/health/ready").statusCode() == 200);
    assertThat(probe("/health/live").body())
        .contains("\"status\":\"UP\"")
        .contains("email drain", "email promote", "email reclaim", "email extend");
  }

  /** Redis answers but refuses each claim, so the only symptom is that nothing is claimed. */
  @Test
  void a_worker_that_cannot_claim_is_not_ready_until_it_can() throws Exception {
    await().atMost(PATIENCE).until(() -> probe("/health/ready").statusCode() == 200);
    mayUse("-zadd");
    try {
      queue.push(Samples.email(1));

      await().atMost(PATIENCE).until(() -> probe("/health/ready").statusCode() == 503);
      assertThat(probe("/health/ready").body())
          .contains("draining", "1 pending and none claimed for ", "fails again and again");
      assertThat(probe("/health/live").statusCode()).isEqualTo(200);
    } finally {
      mayUse("+zadd");
    }
    await().atMost(PATIENCE).until(() -> queue.pending() == 0);
    await().atMost(PATIENCE).until(() -> probe("/health/ready").statusCode() == 200);
  }

  @Test
  void a_key_of_another_type_is_named_and_hides_nothing_else() throws Exception {
    queue.redis().del("queue:email:processing");
    queue.redis().lpush("queue:email:processing", "by mistake");
    try {
      String problem = "queue:email:processing holds a list, not a sorted set: rename that key";
      HttpResponse<String> counts = get(PATH);
      assertThat(counts.statusCode()).isEqualTo(503);
      assertThat(counts.body())
          .isEqualTo(
              """
              {"status":"unhealthy","redis":"connected",\
              "queues":{\
              "email":{"pending":0,"processing":null,"dead_letter":3,"retry":0},\
              "sms":{"pending":0,"processing":1,"dead_letter":0,"retry":2}},\
              "total":{"pending":0,"processing":null,"dead_letter":3,"retry":2},\
              "problems":["%s"]}\
              """
                  .formatted(problem));
      assertThat(get(PATH, "text/plain;version=0.0.4").statusCode()).isEqualTo(200);
      await().atMost(PATIENCE).until(() -> probe("/health/ready").body().contains(problem));
      assertThat(probe("/health/ready").statusCode()).isEqualTo(503);
    } finally {
      queue.redis().del("queue:email:processing");
    }
    await().atMost(PATIENCE).until(() -> probe("/health/ready").statusCode() == 200);
  }

  private static void mayUse(String commands) {
    try (Jedis admin = new Jedis("127.0.0.1", redis().port())) {
      admin.aclSetUser("default", commands);
    }
  }

  @Test
  void an_instance_is_not_ready_if_redis_may_evict_keys() throws Exception {
    queue.redis().configSet("maxmemory-policy", "allkeys-lru");
    try {
      HttpResponse<String> ready = probe("/health/ready");

      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body()).contains("must be noeviction");
    } finally {
      queue.redis().configSet("maxmemory-policy", "noeviction");
    }
  }
}
