#!lua flags=allow-oom
-- Discards a dead letter: removes exactly this payload from dead_letter, once.
-- KEYS dead_letter (list)
-- ARGV payload, where it was seen, counted from the right end: found sooner from the nearer one
-- Reply 1 removed, 0 not there
local dead_letter, payload, place = KEYS[1], ARGV[1], tonumber(ARGV[2])
local direction = place * 2 < redis.call('LLEN', dead_letter) and -1 or 1

return redis.call('LREM', dead_letter, direction, payload)
