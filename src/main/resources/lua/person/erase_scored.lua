#!lua flags=allow-oom
-- Erases one person from a sorted set: removes members, or replaces them by members without that person.
-- Guarantee: the new member is written first. If its byte-identical twin is in the set already, it goes to pending: a
--   sorted set would merge the two.
-- KEYS sorted set, pending (list)
-- ARGV for each member: payload, replacement or '' for none
-- Reply for each member: 1 erased, 0 not there
local set, pending = KEYS[1], KEYS[2]
local replies = {}

for i = 1, #ARGV, 2 do
  local payload, replacement = ARGV[i], ARGV[i + 1]
  local score = redis.call('ZSCORE', set, payload)
  if score and replacement ~= '' and redis.call('ZADD', set, 'NX', score, replacement) == 0 then
    redis.call('LPUSH', pending, replacement)
  end
  replies[#replies + 1] = score and redis.call('ZREM', set, payload) or 0
end
return replies
