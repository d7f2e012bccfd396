/**
 * What a mail server's refusal means, and what to do: [meaning, advice] for each rule of
 * docs/delivery.md.
 */

const SENDER_ADVICE = 'Correct it with the administrator of the mail server, then redrive.';
const VOLUME_ADVICE = 'Redrive later, at a low rate; ask the provider for a higher limit if it comes often.';
const SERVER_ADVICE = 'Redrive when the mail server works again.';
const CONTENT_ADVICE = 'Change the content at the producer, or edit one message and see whether it is taken. The same message will be refused again.';
const ADDRESS_ADVICE = 'Correct the address at the producer, or discard. The same address will be refused again.';

export const mailAdvice = {
  'server-misconfigured': ['The mail server has an error in its own settings.', 'Tell its administrator the words of the reply, then redrive.'],
  'no-refusal': ['The mail server answered out of order.', SERVER_ADVICE],
  'message-repeats': ['The provider got a message with this Message-ID too often.', 'Do not redrive: the first copies have most likely arrived.'],
  'our-domain': ['The receiver refuses our domain: SPF, DKIM or DMARC does not agree.', 'Correct the DNS records that the words name, then redrive.'],
  'our-volume-by-code': ['We send more than the receiver takes from us.', VOLUME_ADVICE],
  'message-size': ['The mail is larger than the receiver takes.', 'Send smaller attachments, or a link. The same mail will be refused again.'],
  'content-for-now': ['The receiver finds the content suspicious.', CONTENT_ADVICE],
  content: ['A filter of the receiver refuses the content: spam, a virus, or a link.', CONTENT_ADVICE],
  'recipient-limit': ['This mailbox gets more mail than its provider allows.', 'Redrive after some hours.'],
  'recipient-not-verified': ['The mail server could not check the address in time.', 'Redrive. If it comes again, the address most likely does not exist.'],
  'recipient-unknown': ['There is no such mailbox.', ADDRESS_ADVICE],
  'recipient-restricts': ['The recipient or their organisation takes no mail from us.', 'Discard. Only the recipient can change that.'],
  'greylisted-message': ['The receiver asked us to come back later, and still did after the last attempt.', 'Redrive. If it comes often, raise MAX_RETRIES or RETRY_DELAY_MS.'],
  greylisted: ['The receiver asked us to come back later, and still did after the last attempt.', 'Redrive. If it comes often, raise MAX_RETRIES or RETRY_DELAY_MS.'],
  'invalid-recipients-of-us': ['The receiver blocks us since we wrote to too many addresses that do not exist.', 'Clean the list of recipients first. Redrive what is left after a day.'],
  'invalid-recipients': ['We wrote to too many addresses that do not exist.', 'Clean the list of recipients first, then redrive the others.'],
  'recipients-per-time': ['We write to more recipients in a time than the receiver allows.', VOLUME_ADVICE],
  'recipients-per-mail': ['The mail has more recipients than the receiver takes at once.', 'Redrive. If it comes again, send one mail for each recipient.'],
  'sending-limit': ['Our account has reached its sending limit.', 'Redrive when the period of the limit is over, or ask for a higher one.'],
  connections: ['We have more connections than the receiver allows.', 'Redrive. If it comes often, lower the number of concurrent sends.'],
  'mails-per-connection': ['The receiver closed the connection after a number of mails or a time.', 'Redrive: a new connection is used.'],
  'no-recipient-left': ['The receiver refused every recipient of this mail.', ADDRESS_ADVICE],
  dialogue: ['The receiver lost track of the dialogue.', 'Redrive: a new connection is used. If it comes again, tell the administrator of the mail server.'],
  'mailbox-abandoned': ['The mailbox is full and not used any more.', 'Discard, and take the address off the list.'],
  'mailbox-full': ['The mailbox is full.', 'Redrive in a day or two, or reach the person in another way.'],
  'our-domain-words': ['The receiver refuses our domain: SPF, DKIM or DMARC does not agree.', 'Correct the DNS records that the words name, then redrive.'],
  'deferred-for-good': ['The provider defers all mail from our address for good.', 'Follow the link in the words and ask the provider to lift it, then redrive.'],
  quota: ['We send more than our provider allows.', VOLUME_ADVICE],
  'recipients-per-mail-by-code': ['The mail has more recipients than the receiver takes at once.', 'Redrive. If it comes again, send one mail for each recipient.'],
  'mailbox-full-by-code': ['The mailbox is full, or over its quota.', 'Redrive in a day or two, or reach the person in another way.'],
  'login-fails-for-now': ['The mail server could not check our password.', SERVER_ADVICE],
  'our-login': ['The mail server refuses our name or password, or wants a login.', 'Correct the mail session of the application server, then redrive.'],
  'our-tls': ['The mail server wants encryption, or another one.', 'Correct the TLS settings of the mail session, then redrive.'],
  'our-helo': ['The mail server refuses the name with which we greet it.', 'Set mail.smtp.localhost to a name that DNS knows, then redrive.'],
  'our-relaying': ['The mail server does not pass on mail for us to this domain.', 'Let its administrator allow our address or login to relay, then redrive.'],
  'our-sender': ['The mail server refuses our sender address.', `The sender (FROM_EMAIL, or from in the message) must be one that the account may use. ${SENDER_ADVICE}`],
  'our-address': ['Our IP address is on a block list, or has no name in DNS.', 'Follow the link in the words and have the address taken off, then redrive.'],
  'our-account': ['The provider has locked our account, or it lacks a right.', 'Sort it out with the provider, then redrive.'],
  server: ['The mail server did not work.', SERVER_ADVICE],
  'recipient-refused': ['The receiver refuses this recipient.', ADDRESS_ADVICE],
  'refused-size-at-rcpt': ['The receiver has no room for this mail.', 'Redrive later, or send smaller attachments.'],
  'dialogue-by-code': ['The receiver lost track of the dialogue.', 'Redrive: a new connection is used. If it comes again, tell the administrator of the mail server.'],
  'refused-before-content': ['The receiver refuses us before it saw the content, for a reason of its own.', 'Ask the administrator of the receiving server why, with the words of the reply. Then redrive.'],
  recipient: ['The receiver refused this recipient in words that the rules do not know.', 'Read the words. If the address is wrong, correct or discard it; if they are about us, write a rule of your own (SMTP_REPLY_RULES) and redrive.'],
  'recipient-for-now': ['The receiver could not take mail for this recipient for now.', 'Redrive in an hour.'],
  'service-down': ['The mail server said that it is not available.', SERVER_ADVICE],
  'message-for-now': ['The receiver did not take this message for now.', 'Redrive in an hour.'],
  'server-at-its-stage': ['The mail server did not work, in words that the rules do not know.', SERVER_ADVICE],
  'message-loops': ['The mail went round in a circle.', 'The recipient’s forwarding is wrong. Discard, or tell the recipient.'],
  message: ['The receiver finds the mail malformed.', 'Look at the headers and the attachments that the producer sets. The same mail will be refused again.'],
  'refused-message': ['The receiver refused the message in words that the rules do not know.', 'Read the words: they are most often about content or policy. Redrive one and see.'],
  'refused-message-for-now': ['The receiver did not take the message for now.', 'Redrive in an hour.'],
  'refused-recipient-for-now': ['The receiver could not take mail for this recipient for now, and did not say why.', 'Redrive in an hour.'],
  refused: ['The mail server refused us, in words that the rules do not know.', 'Read the words and ask the administrator of the mail server, then redrive.'],
};
