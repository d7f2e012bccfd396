package com.couponcommerce.workers.api.http;

/**
 * CDI event: the server refused a change before a resource was called.
 *
 * @param action method of the request; without the path, which may name a recipient
 * @param status of the answer
 */
public record ChangeRefused(String action, int status) {}
