package com.couponcommerce.workers.limit;

/** What a try has to keep to. */
public record SendLimits(ChannelLimit channel, RecipientLimit recipient) {}
