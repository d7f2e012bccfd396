package com.couponcommerce.workers.email.smtp;

import java.time.Duration;

/**
 * Longest times of the steps of a dialogue.
 *
 * @param greeting from the TCP connection to the server's greeting
 * @param reply from a command to the end of its reply
 * @param write for 64 KB of content
 */
public record StepTimes(Duration greeting, Duration reply, Duration write) {}
