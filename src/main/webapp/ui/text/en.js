/** All words of the console but for the advice on dead letters, which is in advice.js. */

import { ago, count, duration, hour, number, rate } from '../format.js';

const CHANNELS = { email: 'E-mail', sms: 'SMS' };
const channel = (id) => CHANNELS[id] ?? id;
const seconds = (value) => duration(value ?? 0);

export const text = {
  product: 'Coupon Workers',
  channel,
  skip: 'Skip to the content',
  loading: 'Loading…',
  more: 'Show more',
  close: 'Close',
  cancel: 'Cancel',
  next: 'Next',
  all: 'All',

  screens: { overview: 'Overview', 'dead-letters': 'Dead letters', list: 'Dead letters, one by one', jobs: 'Jobs', job: 'Job' },
  navigation: 'Screens',
  channels: 'Channels',

  frame: {
    user: (name, roles) => `${name} (${roles.join(', ')})`,
    logout: 'Log out',
    theme: 'Colours',
    themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
    pause: 'Pause updates',
    resume: 'Resume updates',
    asOf: (at) => `As of ${ago(at)}`,
    paused: 'Updates are paused',
    idle: 'Updates stopped after 15 minutes without input. Press any key to go on.',
    noAnswer: 'The server does not answer. Trying again.',
    refused: (reason) => `The server cannot answer: ${reason}. Trying again.`,
    insecure: 'This page came without TLS: the password and all you see can be read on the way.',
    deadLetters: (n) => (n ? ` (${number(n)})` : ''),
    build: (version, server) => `${version} on ${server}`,
  },

  login: {
    title: 'Log in',
    user: 'Name',
    password: 'Password',
    button: 'Log in',
    ended: 'Your session has ended. Log in again: what you typed is still there.',
    company: 'Log in with your company account',
    wrong: 'Name or password is wrong, or the user has no role here.',
    limited: (wait) => `Too many failed logins. Try again in ${seconds(wait)}.`,
    failed: (why) => `The login did not work: ${why}`,
    nothing: (roles) => `Your roles (${roles.join(', ') || 'none'}) read no queues. Ask the administrator for the role viewer or operator.`,
  },

  todo: 'What to do:',
  banner: {
    title: 'Needs you',
    since: (at) => `since ${ago(at)}`,
    resume: 'Resume now',
    resumed: (name) => `${name} goes on.`,
  },

  /** What is wrong, in plain words, and what to do: by the id of a problem. */
  problems: {
    redis_away: (p) => ({
      what: `Redis does not answer${p.reason ? ` (${p.reason})` : ''}. No message moves; none is lost.`,
      todo: 'Start Redis, or look at the network between this server and Redis. Work goes on by itself.',
    }),
    redis_evicts: (p) => ({
      what: `Redis is set to throw data away when its memory is full (maxmemory-policy ${p.policy ?? 'not noeviction'}). Messages can be lost.`,
      todo: 'Set maxmemory-policy to noeviction.',
    }),
    redis_memory: (p) => ({
      what: `Redis uses ${number(Math.round((100 * p.usedBytes) / p.maxBytes))} % of its memory. When it is full, producers are refused.`,
      todo: 'Raise maxmemory, or clear dead letters.',
    }),
    wrong_key: (p) => ({
      what: `A key of the queue cannot be read: ${p.problem}`,
      todo: 'A program or a person has written the wrong type of value there. Rename the key with redis-cli; the channel goes on at once.',
    }),
    no_instances: (p) => ({
      what: `${count((p.pending ?? 0) + (p.retry ?? 0), 'message waits', 'messages wait')} and no instance delivers them.`,
      todo: 'Start a server with this channel, or look in its log why it does not run.',
    }),
    not_consuming: (p) => ({
      what: `Instances run, but none has taken a message for ${seconds(p.seconds)}.`,
      todo: 'Look in the log of the instance. If nothing helps, restart it: no message is lost.',
    }),
    provider_config: (p) => ({
      what: `${p.provider} refuses our account, sender or settings: “${p.reason}”. The channel waits; nothing is lost and no attempt is used.`,
      todo: 'Correct the password, the sender or the setting that the words name. It goes on by itself within seconds.',
    }),
    provider_down: (p) => ({
      what: `${p.provider} does not work at the moment: “${p.reason}”. The channel waits; no attempt is used.`,
      todo: `Nothing, if the provider mends it. The next try is ${p.until ? `at ${hour(p.until)}` : 'soon'}.`,
    }),
    provider_throttled: (p) => ({
      what: `${p.provider} wants fewer messages: “${p.reason}”. The channel slows down.`,
      todo: 'Nothing, or ask the provider for a higher limit.',
    }),
    paused: (p) => ({
      what: `${p.by || 'An operator'} has paused the channel${p.reason ? `: “${p.reason}”` : ''}. ${p.until ? `It goes on at ${hour(p.until)}.` : 'It waits until an operator resumes it.'}`,
      todo: 'Ask who paused it before you resume it.',
    }),
    dead_letters_growing: (p) => ({
      what: `${count(p.count, 'message was', 'messages were')} given up in the last 15 minutes${p.reason ? `, most of them: ${text.reason(p.reason)}` : ''}.`,
      todo: 'See why, by group.',
    }),
    job_failed: (p) => ({
      what: `The job to ${p.action} dead letters failed: ${p.error}`,
      todo: 'See what it has moved, and start it again for the rest.',
    }),
  },
  problemLinks: { dead_letters_growing: 'Dead letters by group', job_failed: 'The job', other: 'The channel' },
  severities: { critical: 'Urgent', warning: 'Look at it' },

  overview: {
    counts: { pending: 'Waiting', processing: 'Being sent', retry: 'To be tried again', dead_letter: 'Given up' },
    oldest: (s) => (s === null ? 'nothing waits' : `the oldest waits for ${seconds(s)}`),
    perMinute: { delivered: 'delivered a minute', failed: 'failed attempts a minute', deadLettered: 'given up a minute' },
    /** An average of the last minutes: its decimals would say more than is known. */
    rate: (perSecond) => rate(perSecond >= 1 / 60 ? Math.round(perSecond * 60) : Math.round((perSecond ?? 0) * 600) / 10),
    limit: (limit) => `Limit: ${limit}`,
    noLimit: 'No limit of the channel',
    /** Why nothing moves, in one sentence: by the key that the server sends. */
    moving: {
      flowing: () => 'Messages flow.',
      empty: () => 'Nothing waits: all messages have been sent.',
      paused: () => 'Nothing moves: an operator has paused the channel.',
      provider: () => 'Nothing moves: the provider does not take messages at the moment.',
      no_instances: () => 'Nothing moves: no instance delivers this channel.',
      not_consuming: () => 'Nothing moves: the instances run, but take no messages.',
      rate_limit: (q) => `Slowed down: the limit of ${q.rateLimit ?? 'the channel'} is reached.`,
      waiting_for_retry: () => 'Nothing to send now: the messages wait for their next attempt.',
    },
    providers: 'Providers',
    works: 'works',
    stopped: (breaker) => `${text.classes[breaker.class] ?? breaker.class}: “${breaker.reason}”, ${text.banner.since(breaker.since)}, next try ${ago(breaker.until)}`,
    instances: 'Instances',
    noInstances: 'No instance delivers this channel. Start a server whose settings name it, or look in its log why it does not run.',
    columns: { host: 'Host', version: 'Version', started: 'Started', beat: 'Last sign', inFlight: 'In flight', oldest: 'Oldest claim' },
  },

  classes: {
    PERM_RECIPIENT: 'this recipient, for ever',
    PERM_MESSAGE: 'this message, for ever',
    TRANS_RECIPIENT: 'for now',
    THROTTLED: 'too many messages',
    PROVIDER_DOWN: 'the provider does not work',
    CONFIG: 'our account or settings',
    AMBIGUOUS: 'unknown whether it was sent',
  },

  /** For a rule that the administrator wrote (SMTP_REPLY_RULES). */
  ownRule: (rule, whom) => [`Your own rule ${rule} judged so${whom ? `: ${whom}` : ''}.`, 'Read the words of the provider, then redrive or discard.'],

  reasons: {
    recipient_refused: 'Recipient refused',
    message_refused: 'Message refused',
    retries_exhausted: 'All attempts failed',
    expired: 'Too late',
    already_sent: 'Sent before',
    worker_lost: 'Workers died with it',
    outcome_unknown: 'Maybe sent',
    opted_out: 'Opted out',
    invalid: 'Cannot be read',
  },
  reason: (id) => text.reasons[id] ?? id,

  groups: {
    empty: 'No dead letters. Messages that are given up appear here.',
    counting: (counted, total) => `${number(counted)} of ${number(total)} counted`,
    counted: (total) => `${count(total, 'dead letter', 'dead letters')}, by what the provider said`,
    maybeSent: 'Maybe sent',
    maybeSentWhy: 'The answer was lost after the message had left. To redrive these may reach people twice.',
    share: (n, total) => `${number(n)} (${n * 100 < total ? '<1' : Math.round((100 * n) / Math.max(1, total))} %)`,
    between: (first, last) => (ago(first) === ago(last) ? ago(first) : `${ago(first)} to ${ago(last)}`),
    open: 'Show them',
    redrive: 'Redrive…',
    discard: 'Discard…',
    fresh: (n) => `${number(n)} new, show them`,
  },

  list: {
    filter: 'Filter',
    search: 'Text',
    reason: 'Reason',
    code: 'Code',
    words: 'Words',
    from: 'From',
    to: 'To',
    order: 'Order',
    orders: { newest: 'Newest first', oldest: 'Oldest first' },
    apply: 'Apply',
    remove: (what) => `Remove ${what}`,
    columns: { at: 'Given up', recipient: 'Recipient', subject: 'Subject', reason: 'Reason', code: 'Code', attempts: 'Attempts', bytes: 'Size' },
    tick: (id) => `Select ${id}`,
    details: 'Details',
    empty: 'No dead letter matches. Remove a part of the filter to see more.',
    searching: (scanned, total) => `Looked at ${number(scanned)} of ${number(total)}`,
    shown: (n) => `${count(n, 'message', 'messages')} shown`,
    selected: (n) => `${number(n)} selected`,
    selectAll: 'Select all shown',
    clear: 'Clear',
    allThatMatch: 'All that match',
    noSubject: '(no subject)',
    bytes: 'Message, masked',
  },

  move: {
    titles: { redrive: 'Redrive dead letters', discard: 'Discard dead letters' },
    verbs: { redrive: 'Redrive', discard: 'Discard' },
    what: (n, name) => `${name}: ${count(n, 'dead letter', 'dead letters')}`,
    everything: 'All dead letters of the channel',
    steps: { count: 'Count', rate: 'Rate', confirm: 'Confirm' },
    counting: (scanned, total) => `Counting: ${number(scanned)} of ${number(total)}`,
    found: (n) => `${count(n, 'message matches', 'messages match')}.`,
    refused: (n) => (n ? ` ${count(n, 'of them cannot', 'of them cannot')} be sent and would stay.` : ''),
    none: 'Nothing matches any more.',
    rate: 'Messages a second',
    lasts: (n, perSecond) =>
      perSecond
        ? `${number(n)} at ${number(perSecond)} a second take ${seconds(Math.ceil(n / perSecond))}, until ${hour(Date.now() + (n / perSecond) * 1000)}.`
        : `${number(n)} as fast as they can be moved.`,
    channelWaits: (why) => `${why} What you move waits until that has changed.`,
    maybeTwice: 'Some of these may have been sent already: people may get them twice.',
    failsAgain: 'The reason still holds: most of these will be given up again.',
    forGood: 'A discarded message is gone for good.',
    type: (n) => `Type ${n} to discard them`,
    moved: { redrive: (n) => `${count(n, 'message', 'messages')} moved back to pending.`, discard: (n) => `${count(n, 'message', 'messages')} discarded.` },
    stayed: (n) => `${count(n, 'message was', 'messages were')} refused:`,
    gone: (n) => `${count(n, 'message had', 'messages had')} been moved by another operator before.`,
  },

  jobs: {
    empty: 'No jobs. To redrive or discard many dead letters starts one.',
    title: (job) => `${text.move.verbs[job.action]} ${job.dryRun ? '(count only) ' : ''}`,
    states: { running: 'running', done: 'done', stopped: 'stopped', failed: 'failed' },
    columns: { at: 'Started', action: 'What', state: 'State', done: 'Done', by: 'By', filter: 'Filter' },
    progress: (job) => `${number(job.scanned)} of ${number(job.total)} looked at`,
    moved: (job) => (job.action === 'redrive' ? `${number(job.moved)} moved` : `${number(job.discarded)} discarded`),
    found: (n) => `${number(n)} match`,
    refused: (n) => `${number(n)} refused: they cannot be sent as they are, or another operator has moved them`,
    rateOf: (perSecond, limit) => `${rate(perSecond)} a second${limit ? ` of at most ${limit}` : ''}`,
    stop: 'Stop the job',
    stopped: 'Messages that it has moved stay moved.',
    again: 'Those that are dead again',
    everything: 'all dead letters',
    gone: 'This job is not known any more: the latest 50 are kept.',
  },

  errors: {
    retry: 'Try again',
    title: 'This did not work',
    unreachable: 'The server does not answer.',
    screen: 'There is no such screen.',
  },

  keys: {
    title: 'Keys',
    on: 'Use keys',
    list: { '?': 'this list', '/': 'to the filter', 'g o': 'Overview', 'g d': 'Dead letters', 'g j': 'Jobs' },
  },
};
