package com.couponcommerce.workers.api.http;

/**
 * CDI event: the server refused a request before a resource was called.
 *
 * @param action method of the request; without the path, which may name a recipient
 * @param status of the answer
 */
public record RequestRefused(String action, int status) {}
