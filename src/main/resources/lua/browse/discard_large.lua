#!lua flags=allow-oom
-- Discards a dead letter that is larger than any message may be, of which the caller read the beginning only.
-- Guarantee: nothing happens where another one stands in its place.
-- KEYS dead_letter (list)
-- ARGV its beginning, its size, where it was seen, counted from the right end
-- Reply 1 removed, 0 not there
local dead_letter, beginning, size, place = KEYS[1], ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local payload = redis.call('LINDEX', dead_letter, -(place + 1))

if not payload or #payload ~= size or string.sub(payload, 1, #beginning) ~= beginning then
  return 0
end
local direction = place * 2 < redis.call('LLEN', dead_letter) and -1 or 1
return redis.call('LREM', dead_letter, direction, payload)
