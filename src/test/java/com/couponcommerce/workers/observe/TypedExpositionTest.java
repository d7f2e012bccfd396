package com.couponcommerce.workers.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TypedExpositionTest {
  @Test
  void the_series_of_a_histogram_become_one_metric_in_order() {
    String payara =
        """
        # TYPE coupon_workers_claimed_total counter
        # HELP coupon_workers_claimed_total Messages claimed.
        coupon_workers_claimed_total{channel="sms",mp_scope="application"} 0.0
        # TYPE coupon_workers_send_duration_seconds_bucket gauge
        # HELP coupon_workers_send_duration_seconds_bucket Time of each attempt.
        coupon_workers_send_duration_seconds_bucket{channel="sms",le="+Inf",mp_scope="application"} 9.0
        coupon_workers_send_duration_seconds_bucket{channel="email",le="10.0",mp_scope="application"} 2.0
        coupon_workers_send_duration_seconds_bucket{channel="sms",le="0.005",mp_scope="application"} 3.0
        coupon_workers_send_duration_seconds_bucket{channel="email",le="2.5",mp_scope="application"} 1.0
        # TYPE coupon_workers_send_duration_seconds_count gauge
        # HELP coupon_workers_send_duration_seconds_count Time of each attempt.
        coupon_workers_send_duration_seconds_count{channel="email",mp_scope="application"} 2.0
        # TYPE coupon_workers_send_duration_seconds_sum gauge
        # HELP coupon_workers_send_duration_seconds_sum Time of each attempt.
        coupon_workers_send_duration_seconds_sum{channel="email",mp_scope="application"} 1.5E-4
        # TYPE other_seconds_bucket gauge
        other_seconds_bucket{le="1.0"} 7.0
        """;

    assertThat(TypedExposition.of(payara))
        .isEqualTo(
            """
            # TYPE coupon_workers_claimed_total counter
            # HELP coupon_workers_claimed_total Messages claimed.
            coupon_workers_claimed_total{channel="sms",mp_scope="application"} 0.0
            # TYPE other_seconds_bucket gauge
            other_seconds_bucket{le="1.0"} 7.0
            # HELP coupon_workers_send_duration_seconds Time of each attempt, successful or not.
            # TYPE coupon_workers_send_duration_seconds histogram
            coupon_workers_send_duration_seconds_bucket{channel="email",le="2.5",mp_scope="application"} 1.0
            coupon_workers_send_duration_seconds_bucket{channel="email",le="10.0",mp_scope="application"} 2.0
            coupon_workers_send_duration_seconds_sum{channel="email",mp_scope="application"} 1.5E-4
            coupon_workers_send_duration_seconds_count{channel="email",mp_scope="application"} 2.0
            coupon_workers_send_duration_seconds_bucket{channel="sms",le="0.005",mp_scope="application"} 3.0
            coupon_workers_send_duration_seconds_bucket{channel="sms",le="+Inf",mp_scope="application"} 9.0
            """);
  }

  @Test
  void a_sum_and_a_number_become_a_summary_however_the_server_writes_labels() {
    String wildfly =
        """
        # HELP coupon_workers_rate_limit_wait_seconds_count Waits.
        # TYPE coupon_workers_rate_limit_wait_seconds_count gauge
        coupon_workers_rate_limit_wait_seconds_count{channel="sms",mp_scope="application",} 4.0
        # HELP coupon_workers_rate_limit_wait_seconds_sum Waits.
        # TYPE coupon_workers_rate_limit_wait_seconds_sum gauge
        coupon_workers_rate_limit_wait_seconds_sum{channel="sms",mp_scope="application",} NaN
        """;

    assertThat(TypedExposition.of(wildfly))
        .isEqualTo(
            """
            # HELP coupon_workers_rate_limit_wait_seconds Waits of pending messages for a permit of the rate limit.
            # TYPE coupon_workers_rate_limit_wait_seconds summary
            coupon_workers_rate_limit_wait_seconds_sum{channel="sms",mp_scope="application",} NaN
            coupon_workers_rate_limit_wait_seconds_count{channel="sms",mp_scope="application",} 4.0
            """);
  }

  @Test
  void a_text_without_them_stays_to_the_letter() {
    String other =
        "# HELP jvm_uptime_seconds Up.\n# a comment\n\njvm_uptime_seconds 1 # not ours\n";

    assertThat(TypedExposition.of(other)).isEqualTo(other);
  }
}
