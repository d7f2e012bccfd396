/**
 * What it means that a message was given up, and what to do: [meaning, advice] by the key that the
 * server sends. A key comes from the most exact source that knows the failure.
 */

import { mailAdvice } from './mail-advice.js';
import { smsAdvice } from './sms-advice.js';

const PROVIDER_ADVICE = 'Redrive when the provider works again.';

export const advice = {
  ...mailAdvice,
  ...smsAdvice,
  // Reasons that explain themselves.
  expired: ['Its expiresAt had passed before it could be sent. It was not sent.', 'Discard, unless an edit with a later expiresAt still makes sense.'],
  already_sent: ['A message with the same id was delivered before. This copy was not sent.', 'Discard. To redrive it sends it a second time.'],
  worker_lost: ['Each worker that took it died before it was done.', 'Look in the logs of that time, for example for OutOfMemoryError. Redrive one alone first.'],
  outcome_unknown: ['The answer was lost after the message had left: it may have arrived.', 'Ask the provider with the id, or leave it. To redrive it may reach the person twice.'],
  opted_out: ['The recipient does not want texts from us.', 'Discard. To send anyway is against the law in many countries.'],
  invalid: ['The message cannot be read: it is no message that a producer should push.', 'Read the problem beside it, correct the producer, then edit or discard.'],

  // Failures without a reply.
  connect: ['The provider could not be reached in any attempt.', `Check the host, the port and the firewall. ${PROVIDER_ADVICE}`],
  dns: ['The name of the provider’s host was not found.', 'Check the name in the settings, and DNS. Then redrive.'],
  timeout: ['The provider did not answer in time.', PROVIDER_ADVICE],
  no_answer: ['The provider took the message and its answer was lost: it may have arrived.', 'Ask the provider with the id. To redrive it may reach the person twice.'],
  tls: ['No encrypted connection could be made: certificate, port or setting.', 'Correct the TLS settings or the certificate that the words name. Then redrive.'],
  login: ['The provider refused our login.', 'Correct the name, the password or the key. Then redrive.'],
  closed: ['The connection broke before the message had left.', PROVIDER_ADVICE],
  too_large: ['The mail is larger than the mail server says that it takes.', 'Send smaller attachments, or a link. The same mail will be refused again.'],
  no_smtputf8: ['The address has letters that the mail server does not understand.', 'Use an address in ASCII, or a mail server with SMTPUTF8.'],
  no_topic: ['The message names a topic of SNS, and none is set.', 'Correct the producer or the settings. Then redrive.'],
  not_for_sns: ['The message has a field that SNS cannot send.', 'Correct the producer, or send it by Twilio.'],
  internal_error: ['A worker failed at this message: a bug of this product.', 'Report it with the words and the log. To redrive it may fail again.'],

  // Where only the class of the failure is known.
  perm_recipient: ['The provider will never deliver to this recipient.', 'Read the words. Correct the recipient at the producer, or discard.'],
  perm_message: ['The provider will never take this message.', 'Read the words. Correct the content at the producer, or discard.'],
  trans_recipient: ['The provider could not deliver for now, in all attempts.', 'Redrive in some hours.'],
  throttled: ['The provider wants fewer messages.', 'Redrive later, at a low rate.'],
  provider_down: ['The provider did not work.', PROVIDER_ADVICE],
  config: ['The provider refuses our account, our sender or our settings.', 'Correct what the words name. Then redrive.'],
  ambiguous: ['It is unknown whether the provider took the message.', 'Ask the provider with the id. To redrive it may reach the person twice.'],

  // Where only the reason is known.
  recipient_refused: ['The provider refused the recipient.', 'Read the words. Correct the recipient at the producer, or discard.'],
  message_refused: ['The provider refused the message.', 'Read the words. Correct the content at the producer, or discard.'],
  retries_exhausted: ['All attempts failed.', 'Read the words of the last one, then redrive.'],
  unknown: ['Another program gave this message up, for a reason of its own.', 'Ask who runs that program, then redrive or discard.'],
};
