#!lua flags=no-writes
-- Counts the messages of one or more channels.
-- Guarantee: all counts are of the same moment.
-- KEYS for each channel: pending (list), processing (zset), retry (zset), dead_letter (list)
-- Reply for each channel, in one list: pending, processing, retry, dead_letter
local counts = {}

for i = 1, #KEYS, 4 do
  local pending, processing, retry, dead_letter = KEYS[i], KEYS[i + 1], KEYS[i + 2], KEYS[i + 3]
  counts[#counts + 1] = redis.call('LLEN', pending)
  counts[#counts + 1] = redis.call('ZCARD', processing)
  counts[#counts + 1] = redis.call('ZCARD', retry)
  counts[#counts + 1] = redis.call('LLEN', dead_letter)
end
return counts
