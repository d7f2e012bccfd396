#!lua flags=no-writes
-- Reads a part of a sorted set by score, the lowest first: what enters or leaves elsewhere shifts nothing.
-- Guarantee: bounded by entries and bytes. Among entries of the same score the place is a count; where the entry before
--   that place has changed, all of that score are read again: rather twice than never.
-- KEYS sorted set
-- ARGV score to begin at or '-inf', how many of that score to pass, SHA-1 of the last one passed or '', most entries,
--   most bytes, most bytes to return of an entry, which is as far as the SHA-1 goes
-- Reply {size of the set, how many of the first score were passed, {entry or its beginning, its size, its score, ...}}
local set, score, passed, last = KEYS[1], ARGV[1], tonumber(ARGV[2]), ARGV[3]
local most, most_bytes, most_of_one = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local largest_chunk = 64
local entries, count, bytes, chunk = {}, 0, 0, 1

if passed > 0 then
  local before = redis.call('ZRANGEBYSCORE', set, score, score, 'LIMIT', passed - 1, 1)[1]
  if not before or redis.sha1hex(string.sub(before, 1, most_of_one)) ~= last then
    passed = 0
  end
end
while count < most and bytes < most_bytes do
  local size = math.min(chunk, most - count)
  local part = redis.call('ZRANGEBYSCORE', set, score, '+inf', 'WITHSCORES', 'LIMIT', passed + count, size)
  for i = 1, #part, 2 do
    local entry = part[i]
    entries[#entries + 1] = #entry <= most_of_one and entry or string.sub(entry, 1, most_of_one)
    entries[#entries + 1] = #entry
    entries[#entries + 1] = part[i + 1]
    bytes = bytes + math.min(#entry, most_of_one)
    count = count + 1
    if bytes >= most_bytes then
      break
    end
  end
  if #part < 2 * size then
    break
  end
  chunk = math.min(chunk * 2, largest_chunk)
end
return {redis.call('ZCARD', set), passed, entries}
