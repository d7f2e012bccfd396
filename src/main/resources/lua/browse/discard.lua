#!lua flags=allow-oom
-- Discards a dead letter: removes this payload from dead_letter.
-- Guarantee: only a byte-identical entry is removed, and one at most. The search starts at the end nearer to its place.
-- KEYS dead_letter (list)
-- ARGV payload, place where it was seen, counted from the right end
-- Reply 1 removed, 0 not there
local dead_letter, payload, place = KEYS[1], ARGV[1], tonumber(ARGV[2])
local direction = place * 2 < redis.call('LLEN', dead_letter) and -1 or 1

return redis.call('LREM', dead_letter, direction, payload)
