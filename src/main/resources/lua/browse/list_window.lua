#!lua flags=no-writes
-- Reads a window of a list. Places are counted from the right end, so a push at the left end shifts none.
-- Guarantee: one call returns at most max_entries, and at most max_bytes unless the first entry alone has more. At
--   most one chunk is read in vain. Nothing is returned if the entry before the window is not the expected one.
-- KEYS list
-- ARGV place of the first entry (0: right end, -1: left end); step (-1: toward the right end, 1: toward the left
--   end); max_entries; max_bytes; max_entry_bytes: a longer entry is cut after so many bytes; SHA-1 of the entry just
--   right of the window, cut in the same way, or '' to expect none
-- Reply {length of the list, place of the first entry, {entry, its full size in bytes, ...}, 1 if the expected entry
--   is there or none was expected, otherwise 0}
local list = KEYS[1]
local first, step, max_entries = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local max_bytes, max_entry_bytes, expected = tonumber(ARGV[4]), tonumber(ARGV[5]), ARGV[6]
local max_chunk = 32
local length = redis.call('LLEN', list)
local entries, count, bytes, chunk = {}, 0, 0, 1
local to_the_right = step < 0

if expected ~= '' then
  local before = first > 0 and redis.call('LINDEX', list, -first)
  if not before or redis.sha1hex(string.sub(before, 1, max_entry_bytes)) ~= expected then
    return {length, first, entries, 0}
  end
end
if first < 0 or first >= length then
  first = to_the_right and length - 1 or first
end
local place, full = first, false
while count < max_entries and not full and place >= 0 and place < length do
  local size = math.min(chunk, max_entries - count, to_the_right and place + 1 or length - place)
  local left = to_the_right and place or place + size - 1
  local part = redis.call('LRANGE', list, -(left + 1), -(left + 2 - size))
  for i = 1, size do
    local entry = part[to_the_right and i or size + 1 - i]
    local returned = math.min(#entry, max_entry_bytes)
    full = full or (count > 0 and bytes + returned > max_bytes)
    if not full then
      entries[#entries + 1] = returned == #entry and entry or string.sub(entry, 1, returned)
      entries[#entries + 1] = #entry
      bytes = bytes + returned
      count = count + 1
    end
  end
  place = place + step * size
  -- The first chunks are small, since a large entry may follow small ones and a chunk is copied as a whole.
  chunk = math.min(chunk * 2, max_chunk)
end
return {length, first, entries, 1}
