#!lua flags=no-writes
-- Reads a window of a list from its right end, where the oldest entries are, to the left: the entries after those that
-- were read before.
-- Guarantee: the last entry read, up to three entries before it and the entry at the right end are checked. If any of
--   them is elsewhere, entries have come or gone at the right end or in the middle. Reading then continues after the
--   place nearest to the right end where the last one fits, or from the right end: entries are read twice rather than
--   not at all. Entries pushed at the left end are read in their turn. At most max_bytes are returned unless one entry
--   alone has more.
-- KEYS list
-- ARGV number of entries read, max_entries, max_bytes, then if any were read: SHA-1 of the entry at the right end, the
--   last entry read, SHA-1 of those right of it from left to right
-- Reply {number of entries right of this window, SHA-1 of the entry at the right end, {entry, ...}}
local list = KEYS[1]
local read, max_entries, max_bytes = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local right_end, last = ARGV[4], ARGV[5]
local before, max_chunk = 5, 32

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

local entries, bytes, chunk_size = {}, 0, 1
local full = false
while #entries < max_entries and not full do
  local from = start + #entries
  local chunk = redis.call('LRANGE', list, -from - math.min(chunk_size, max_entries - #entries), -from - 1)
  for i = #chunk, 1, -1 do
    full = full or (#entries > 0 and bytes + #chunk[i] > max_bytes)
    if not full then
      entries[#entries + 1] = chunk[i]
      bytes = bytes + #chunk[i]
    end
  end
  full = full or #chunk == 0
  -- The first chunks are small, since a large entry may follow small ones and a chunk is copied as a whole.
  chunk_size = math.min(chunk_size * 2, max_chunk)
end
local rightmost = redis.call('LINDEX', list, -1)
return {start, rightmost and redis.sha1hex(rightmost) or '', entries}
