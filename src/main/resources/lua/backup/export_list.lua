#!lua flags=no-writes
-- Reads a list from its right end, where the oldest are, to the left: one window of it, after what was read before.
-- Guarantee: what was read last is looked for where it was, and so are the entries before it and the one at the right
--   end. Where any of them is elsewhere, entries have come or gone at the right end or in the middle, and reading goes
--   on after the place nearest to the right end where the last one fits, or from the right end: entries are read twice
--   rather than not at all. What comes in at the left end is read in its turn.
-- KEYS list
-- ARGV entries read, most entries, most bytes (one entry may have more), then where any were read: SHA-1 of the entry
--   at the right end, the last entry read, SHA-1 of those right of it from left to right
-- Reply {entries right of this window, SHA-1 of the entry at the right end, {entry, ...}}
local list = KEYS[1]
local read, most, most_bytes = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local right_end, last = ARGV[4], ARGV[5]
local before, longest_step = 5, 32

local function is_at(distance, digest)
  local entry = distance >= 0 and redis.call('LINDEX', list, -1 - distance)
  return entry and redis.sha1hex(entry) == digest
end

local function agreeing(distance)
  local count = 0
  for i = before + 1, #ARGV do
    if is_at(distance - i + before, ARGV[i]) then
      count = count + 1
    end
  end
  return count
end

local start = read
if read > 0 then
  local stays = redis.call('LINDEX', list, -read) == last and is_at(0, right_end)
  if not stays or agreeing(read - 1) < #ARGV - before then
    local position = redis.call('LPOS', list, last, 'RANK', -1)
    local distance = position and redis.call('LLEN', list) - 1 - position
    start = distance and agreeing(distance) > 0 and distance + 1 or 0
  end
end

local entries, bytes, step = {}, 0, 1
local full = false
while #entries < most and not full do
  local from = start + #entries
  local chunk = redis.call('LRANGE', list, -from - math.min(step, most - #entries), -from - 1)
  for i = #chunk, 1, -1 do
    full = full or (#entries > 0 and bytes + #chunk[i] > most_bytes)
    if not full then
      entries[#entries + 1] = chunk[i]
      bytes = bytes + #chunk[i]
    end
  end
  full = full or #chunk == 0
  -- Small at first, since a large entry may follow small ones, and all of a chunk is copied.
  step = math.min(step * 2, longest_step)
end
local rightmost = redis.call('LINDEX', list, -1)
return {start, rightmost and redis.sha1hex(rightmost) or '', entries}
