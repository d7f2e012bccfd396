#!lua flags=no-writes
-- Counts the messages of one or more channels.
-- Guarantee: all counts are of the same moment. A key of another type hides none of the other counts.
-- KEYS for each channel: pending (list), processing (zset), retry (zset), dead_letter (list)
-- Reply for each channel, in one list: pending, processing, retry, dead_letter; the key's type in place of a count
--   that it does not have
local counts = {}

local function count(command, key)
  local number = redis.pcall(command, key)
  if type(number) == 'number' then
    return number
  end
  -- A user without the right to ask learns less.
  return redis.pcall('TYPE', key).ok or 'of another type'
end

for i = 1, #KEYS, 4 do
  local pending, processing, retry, dead_letter = KEYS[i], KEYS[i + 1], KEYS[i + 2], KEYS[i + 3]
  counts[#counts + 1] = count('LLEN', pending)
  counts[#counts + 1] = count('ZCARD', processing)
  counts[#counts + 1] = count('ZCARD', retry)
  counts[#counts + 1] = count('LLEN', dead_letter)
end
return counts
