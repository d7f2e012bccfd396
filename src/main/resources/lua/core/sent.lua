#!lua flags=no-writes
-- Checks which ids were marked as sent within the time that a mark is kept.
-- Guarantee: an older mark does not count, even if it is not removed yet.
-- KEYS sent (zset)
-- ARGV mark_ttl in ms, then ids
-- Reply for each id: 1 sent, 0 not
local sent = KEYS[1]
local mark_ttl = tonumber(ARGV[1])
local time = redis.call('TIME')
local oldest = time[1] * 1000 + math.floor(time[2] / 1000) - mark_ttl
local replies = {}

for i = 2, #ARGV do
  local delivered = tonumber(redis.call('ZSCORE', sent, ARGV[i]) or nil)
  replies[#replies + 1] = (delivered and delivered > oldest) and 1 or 0
end
return replies
