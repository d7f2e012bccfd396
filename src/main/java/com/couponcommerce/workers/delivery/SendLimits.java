package com.couponcommerce.workers.delivery;

/** What a try has to keep to. */
public record SendLimits(ChannelLimit channel, RecipientLimit recipient) {}
