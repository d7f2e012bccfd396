package com.couponcommerce.workers.email.smtp;

/** A mail as a server gets it. */
public record SmtpMail(Envelope envelope, Content content) {}
