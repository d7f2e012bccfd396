/**
 * What a provider's code for a text message means, and what to do: [meaning, advice] for each code
 * of the workers' tables, in the words of the provider's own pages.
 */

const ACCOUNT_ADVICE = 'Correct the account in the provider’s console or the settings, then redrive.';
const SENDER_ADVICE = 'Correct the sender number or the messaging service in the settings, then redrive.';
const NUMBER_ADVICE = 'Correct the number at the producer, or discard. The same number will be refused again.';
const CONTENT_ADVICE = 'Change the text at the producer. The same text will be refused again.';
const LATER_ADVICE = 'Redrive later, at a low rate.';

/** Codes with one meaning. */
const TWILIO = [
  [[21611, 30001], 'The sender’s queue at Twilio was full.', LATER_ADVICE],
  [[30023, 30027], 'The daily limit of the sender at a carrier was reached.', 'Redrive after midnight, Pacific time.'],
  [[20429, 14107, 63018, 30022], 'Twilio or a carrier wants fewer messages.', LATER_ADVICE],
  [[20503, 20500], 'Twilio did not work.', 'Look at Twilio’s status page, and redrive when it works again.'],
  [[20003, 20005, 20006, 20008, 20010, 20403, 20404, ...range(20101, 20107), 30002, ...range(21470, 21478)], 'Twilio refuses our account, its key, or a right that it lacks.', ACCOUNT_ADVICE],
  [[21212, 21601, 21603, 21606, 21607, 21621, 21657, ...range(21659, 21661), ...range(21701, 21705), 21708, 21709, 21711, 21712], 'Twilio refuses the sender or the messaging service.', SENDER_ADVICE],
  [[21609, 21624, 21626, 21627], 'Twilio refuses a parameter that the settings make, such as the URL for reports.', 'Correct TWILIO_STATUS_CALLBACK_URL and the like, then redrive.'],
  [[21210, 21219, 21608], 'The account is a trial: it may send to verified numbers alone.', 'Upgrade the account, or verify the number. Then redrive.'],
  [[21610], 'The recipient replied STOP.', 'Discard. Only the recipient can change that, with START.'],
  [[21408, 21215], 'The account may not send to this country.', 'Allow the country in Twilio’s geographic permissions, then redrive; or discard.'],
  [[21612], 'This sender cannot reach this number.', 'Use another sender for the country, or discard.'],
  [[21211, 21217, 21265, 21266, 21401, 21421, 21604, 20023], 'This is no phone number that exists.', NUMBER_ADVICE],
  [[21614, 21635], 'This number is a landline: it takes no texts.', NUMBER_ADVICE],
  [[21602], 'The message has no text.', CONTENT_ADVICE],
  [[21605, ...range(21617, 21619)], 'The text is too long, or has a part that cannot be sent.', CONTENT_ADVICE],
  [[21623, ...range(21654, 21656), 21658, 20001, 20422], 'Twilio finds a field of the message invalid.', 'Read the words, correct the producer, then edit or discard.'],
  [[30003], 'The phone was off or out of reach.', 'Redrive in some hours.'],
  [[30008, 30017, 30020, 30021, 30410], 'The carrier could not deliver, for a reason that it does not tell or that passes.', 'Redrive in some hours. If it comes often for one country, ask Twilio.'],
  [[30004], 'The recipient’s phone or carrier blocks our messages.', 'Discard. Only the recipient can change that.'],
  [[30005], 'The number is not in use any more.', NUMBER_ADVICE],
  [[30006], 'The number is a landline, or its carrier takes no texts.', NUMBER_ADVICE],
  [[30011, 30014], 'The recipient’s network or service cannot take this message.', 'Reach the person in another way, or discard.'],
  [[30007, ...range(30441, 30450)], 'A carrier’s filter took the text for spam.', CONTENT_ADVICE],
  [[30010, 30012, 30013, 30018, 30019, 30024], 'Twilio or the carrier refuses this message: its price, validity or size.', 'Read the words, then edit or discard.'],
  [range(30032, 30034), 'The sender is not registered or verified for this country.', 'Register the sender (toll-free verification, 10DLC) in Twilio’s console, then redrive.'],
];

const SNS = [
  [['Throttled', 'KMSThrottling'], 'AWS wants fewer messages.', LATER_ADVICE],
  [['InternalError', 'ServiceUnavailable'], 'AWS did not work.', 'Look at the AWS status page, and redrive when it works again.'],
  [['OptedOut'], 'The recipient has opted out.', 'Discard. Only the recipient can change that.'],
  [['InvalidPhoneNumber'], 'AWS does not take this for a phone number.', NUMBER_ADVICE],
  [['InvalidParameter', 'ValidationError'], 'AWS finds a field of the message invalid.', 'Read the words, correct the producer, then edit or discard.'],
  [['UserError'], 'The account is in the SMS sandbox: it may send to verified numbers alone.', 'Move the account out of the sandbox, or verify the number. Then redrive.'],
  [['AuthorizationError'], 'The AWS user lacks the right to publish.', ACCOUNT_ADVICE],
  [['InvalidClientTokenId'], 'AWS refuses the key or its signature.', ACCOUNT_ADVICE],
  [['RequestExpired'], 'The clock of this machine is wrong.', 'Set the clock (NTP), then redrive.'],
  [['NotFound', 'EndpointDisabled', 'TopicLimitExceeded', 'Batch'], 'The topic of SNS does not exist, or does not take this.', 'Correct the topic in the settings, then redrive.'],
  [['KMSAccessDenied'], 'AWS cannot use the key that encrypts the topic.', 'Correct the rights of the key in KMS, then redrive.'],
];

function range(first, last) {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

const byKey = (provider, rows) => rows.flatMap(([codes, ...words]) => codes.map((code) => [`${provider}-${code}`, words]));

export const smsAdvice = Object.fromEntries([...byKey('twilio', TWILIO), ...byKey('sns', SNS)]);
