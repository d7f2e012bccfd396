#!lua flags=allow-oom
-- Redrives a dead letter: moves exactly this payload from dead_letter to the left end of pending.
-- Guarantee: the new place is written first; a payload that is not there is not made up.
-- KEYS dead_letter (list), pending (list)
-- ARGV payload
-- Reply 1 moved, 0 not there
local dead_letter, pending = KEYS[1], KEYS[2]
local payload = ARGV[1]

if not redis.call('LPOS', dead_letter, payload) then
  return 0
end
redis.call('LPUSH', pending, payload)
return redis.call('LREM', dead_letter, 1, payload)
