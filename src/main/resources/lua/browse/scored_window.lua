#!lua flags=no-writes
-- Reads a window of a sorted set by score, the lowest first, so an entry that comes or goes elsewhere shifts nothing.
-- Guarantee: one call returns at most max_entries, and at most max_bytes unless the first entry alone has more.
--   Entries of one score are counted. If the last one that was passed is not where it was, all entries of that score
--   are read again: an entry whose score does not fall is read at least once.
-- KEYS sorted set
-- ARGV score to begin at, or '-inf'; number of entries of that score to pass; SHA-1 of the last one passed, cut like an
--   entry, or ''; max_entries; max_bytes; max_entry_bytes: a longer entry is cut after so many bytes
-- Reply {size of the set, number of entries of the first score that were passed, {entry, its full size in bytes, its
--   score, ...}}
local set, score, passed, last = KEYS[1], ARGV[1], tonumber(ARGV[2]), ARGV[3]
local max_entries, max_bytes, max_entry_bytes = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local max_chunk = 32
local entries, count, bytes, chunk = {}, 0, 0, 1

if passed > 0 then
  local before = redis.call('ZRANGEBYSCORE', set, score, score, 'LIMIT', passed - 1, 1)[1]
  if not before or redis.sha1hex(string.sub(before, 1, max_entry_bytes)) ~= last then
    passed = 0
  end
end
local full, ended = false, false
while count < max_entries and not full and not ended do
  local size = math.min(chunk, max_entries - count)
  local part = redis.call('ZRANGEBYSCORE', set, score, '+inf', 'WITHSCORES', 'LIMIT', passed + count, size)
  ended = #part < 2 * size
  for i = 1, #part, 2 do
    local entry = part[i]
    local returned = math.min(#entry, max_entry_bytes)
    full = full or (count > 0 and bytes + returned > max_bytes)
    if not full then
      entries[#entries + 1] = returned == #entry and entry or string.sub(entry, 1, returned)
      entries[#entries + 1] = #entry
      entries[#entries + 1] = part[i + 1]
      bytes = bytes + returned
      count = count + 1
    end
  end
  -- The first chunks are small, since a large entry may follow small ones and a chunk is copied as a whole.
  chunk = math.min(chunk * 2, max_chunk)
end
return {redis.call('ZCARD', set), passed, entries}
