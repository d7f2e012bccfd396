package com.couponcommerce.workers.email.smtp;

/** A connection with all that is at its ends. */
record Scene(VirtualWire wire, ServerVoice voice, HostileServer server, Extensions offered) {}
