package com.couponcommerce.workers.simulation.redis;

/** Status reply, such as OK. */
record Status(String text) {}
