#!lua flags=no-writes
-- Reads a part of a list, from a place that is counted from its right end: what is pushed at the left shifts nothing.
-- Guarantee: bounded by entries and bytes; the bytes of at most one chunk are read in vain.
-- KEYS list
-- ARGV place of the first (0 is the right end; -1: the left end), step (-1 to the right, 1 to the left), most entries,
--   most bytes, most bytes to return of an entry
-- Reply {length of the list, place of the first, {entry or its beginning, its size, ...}}
local list = KEYS[1]
local first, step, most = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local most_bytes, most_of_one = tonumber(ARGV[4]), tonumber(ARGV[5])
local largest_chunk = 64
local length = redis.call('LLEN', list)
local entries, count, bytes, chunk = {}, 0, 0, 1

if first < 0 or first >= length then
  first = step < 0 and length - 1 or first
end
local place = first
while count < most and bytes < most_bytes and place >= 0 and place < length do
  local size = math.min(chunk, most - count, step < 0 and place + 1 or length - place)
  local part
  if step < 0 then
    part = redis.call('LRANGE', list, -(place + 1), -(place + 2 - size))
  else
    part = redis.call('LRANGE', list, -(place + size), -(place + 1))
  end
  for i = 1, size do
    local entry = part[step < 0 and i or size + 1 - i]
    entries[#entries + 1] = #entry <= most_of_one and entry or string.sub(entry, 1, most_of_one)
    entries[#entries + 1] = #entry
    bytes = bytes + math.min(#entry, most_of_one)
    count = count + 1
    if bytes >= most_bytes then
      break
    end
  end
  place = place + step * size
  chunk = math.min(chunk * 2, largest_chunk)
end
return {length, first, entries}
