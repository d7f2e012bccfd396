package com.couponcommerce.workers.queue.audit;

/**
 * The user who asked for a change.
 *
 * @param user name in the server's realm
 * @param address network address of the request
 */
public record Actor(String user, String address) {}
