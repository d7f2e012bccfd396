#!lua flags=no-writes
-- Reads a part of a list to look for one person, from its left end to the right.
-- Guarantee: bounded by entries and by bytes (one entry may have more). Places are counted from the right end, so that
--   what is pushed at the left shifts nothing, and what is taken at the right lets entries be read twice.
-- KEYS list
-- ARGV place of the first entry, or -1 for the left end; most entries; most bytes
-- Reply {place of the first, {entry, ...}}
local list, place, most, most_bytes = KEYS[1], tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local longest_step = 32
local length = redis.call('LLEN', list)
local entries, bytes, step = {}, 0, 1

if place < 0 or place >= length then
  place = length - 1
end
while place >= #entries and #entries < most and bytes < most_bytes do
  local first = place - #entries
  local chunk = redis.call('LRANGE', list, -first - 1, -first - 1 + math.min(step, first + 1) - 1)
  for _, entry in ipairs(chunk) do
    if bytes < most_bytes then
      entries[#entries + 1] = entry
      bytes = bytes + #entry
    end
  end
  -- Small at first, since large entries may follow small ones, and all of a chunk is copied.
  step = math.min(step * 2, longest_step)
end
return {place, entries}
