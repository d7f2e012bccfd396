#!lua flags=no-writes
-- Reads a sorted set from its lowest score: one window of it, after what was read before.
-- Guarantee: a member whose score does not fall meanwhile is read; those with the score of the last one read are read
--   twice where that one has gone.
-- KEYS sorted set
-- ARGV most members, most bytes (one member may have more), then where any were read: score of the last one, itself
-- Reply {score, member, ...}
local set = KEYS[1]
local most, most_bytes, score, last = tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3], ARGV[4]
local longest_step = 32
local start = 0

if last then
  if redis.call('ZSCORE', set, last) == score then
    start = redis.call('ZRANK', set, last) + 1
  else
    start = redis.call('ZCOUNT', set, '-inf', '(' .. score)
  end
end

local members, bytes, step = {}, 0, 1
local full = false
while #members < 2 * most and not full do
  local from = start + #members / 2
  local to = from + math.min(step, most - #members / 2) - 1
  local chunk = redis.call('ZRANGE', set, from, to, 'WITHSCORES')
  for i = 1, #chunk, 2 do
    full = full or (#members > 0 and bytes + #chunk[i] > most_bytes)
    if not full then
      members[#members + 1] = chunk[i + 1]
      members[#members + 1] = chunk[i]
      bytes = bytes + #chunk[i]
    end
  end
  full = full or #chunk == 0
  -- Small at first, since a large member may follow small ones, and all of a chunk is copied.
  step = math.min(step * 2, longest_step)
end
return members
