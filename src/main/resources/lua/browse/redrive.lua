#!lua flags=allow-oom
-- Redrives a dead letter: moves this payload from dead_letter to the left end of pending, as it is or as an operator
-- edited it. The mark of its id as sent is removed, or it would be dead-lettered again.
-- Guarantee: the new place is written first. If the payload is not there, nothing happens.
-- KEYS dead_letter (list), pending (list), sent (zset)
-- ARGV payload, payload to put into pending in its place, its id or '' if it has none, place where it was seen, counted
--   from the right end: the search starts there
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
-- LREM starts at the nearer end.
local direction = place * 2 < redis.call('LLEN', dead_letter) and -1 or 1
return redis.call('LREM', dead_letter, direction, payload)
