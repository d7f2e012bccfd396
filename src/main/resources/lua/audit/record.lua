#!lua flags=allow-oom
-- Writes down what somebody did.
-- Guarantee: of the oldest entries those above the limit are forgotten, a few more than asked for stay.
-- KEYS audit trail (stream)
-- ARGV most entries, then names and values
-- Reply 1
redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[1], '*', unpack(ARGV, 2))
return 1
