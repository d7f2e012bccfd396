package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.limit.ChannelLimit;
import com.couponcommerce.workers.limit.RecipientLimit;

/** Checks before a message goes to its provider, in the order of the components. */
public record BeforeAttempt<M>(
    OptOuts<M> optOuts,
    RecipientLimit recipientLimit,
    UnknownOutcomes unknown,
    ChannelLimit channelLimit) {}
