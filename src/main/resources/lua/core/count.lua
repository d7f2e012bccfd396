#!lua flags=no-writes
-- Counts the messages of one or more channels at one moment.
-- KEYS pending (list), processing (zset), retry (zset), dead_letter (list) of each channel
-- Reply {pending, processing, retry, dead_letter} of each channel, in one list
local counts = {}

for i = 1, #KEYS, 4 do
  local pending, processing, retry, dead_letter = KEYS[i], KEYS[i + 1], KEYS[i + 2], KEYS[i + 3]
  counts[#counts + 1] = redis.call('LLEN', pending)
  counts[#counts + 1] = redis.call('ZCARD', processing)
  counts[#counts + 1] = redis.call('ZCARD', retry)
  counts[#counts + 1] = redis.call('LLEN', dead_letter)
end
return counts
