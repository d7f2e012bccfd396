#!lua flags=allow-oom
-- Redrives a dead letter: moves exactly this payload from dead_letter to the left end of pending, as it is or as
-- somebody changed it. Its id is no longer marked as sent, or it would only be dead-lettered again.
-- Guarantee: the new place is written first; a payload that is not there is not made up and clears nothing.
-- KEYS dead_letter (list), pending (list), sent (zset)
-- ARGV payload, payload to put into pending in its place, its id or '' where it has none,
--   where it was seen, counted from the right end: found sooner there
-- Reply 1 moved, 0 not there
local dead_letter, pending, sent = KEYS[1], KEYS[2], KEYS[3]
local payload, new_payload, id, place = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])

if redis.call('LINDEX', dead_letter, -(place + 1)) ~= payload and not redis.call('LPOS', dead_letter, payload) then
  return 0
end
if id ~= '' then
  redis.call('ZREM', sent, id)
end
redis.call('LPUSH', pending, new_payload)
-- From the nearer end.
local direction = place * 2 < redis.call('LLEN', dead_letter) and -1 or 1
return redis.call('LREM', dead_letter, direction, payload)
