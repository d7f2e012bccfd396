#!lua flags=allow-oom
-- Returns the secret of a channel, from which the names of its entries are computed. The first caller makes it.
-- Guarantee: all instances get the same one, also if several ask at once. It runs when memory is full too, so that
--   messages can be looked at and discarded then.
-- KEYS secret (string)
-- ARGV secret to keep if there is none
-- Reply the secret
local secret, proposed = KEYS[1], ARGV[1]

redis.call('SET', secret, proposed, 'NX')
return redis.call('GET', secret)
