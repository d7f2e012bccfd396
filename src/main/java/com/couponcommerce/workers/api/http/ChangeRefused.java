package com.couponcommerce.workers.api.http;

/**
 * Tells that the server refused a change before a resource was called; a CDI event.
 *
 * @param action the method of the request; without the path, which may name a recipient
 * @param status of the answer
 */
public record ChangeRefused(String action, int status) {}
