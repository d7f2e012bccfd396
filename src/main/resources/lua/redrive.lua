#!lua flags=allow-oom
-- Redrives a dead letter: moves exactly this payload from dead_letter to the left end of pending. Its id is no longer
-- marked as sent, or it would only be dead-lettered again.
-- Guarantee: the new place is written first; a payload that is not there is not made up and clears nothing.
-- KEYS dead_letter (list), pending (list), sent (zset)
-- ARGV payload, its id or '' where it has none
-- Reply 1 moved, 0 not there
local dead_letter, pending, sent = KEYS[1], KEYS[2], KEYS[3]
local payload, id = ARGV[1], ARGV[2]

if not redis.call('LPOS', dead_letter, payload) then
  return 0
end
if id ~= '' then
  redis.call('ZREM', sent, id)
end
redis.call('LPUSH', pending, payload)
return redis.call('LREM', dead_letter, 1, payload)
