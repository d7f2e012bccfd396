#!lua flags=allow-oom
-- Discards a dead letter that is too large for any worker, of which the caller has read the beginning only.
-- Guarantee: nothing happens if another entry is in its place.
-- KEYS dead_letter (list)
-- ARGV beginning of the payload, its full size, place where it was seen, counted from the right end
-- Reply 1 removed, 0 not there
local dead_letter, beginning, size, place = KEYS[1], ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local payload = redis.call('LINDEX', dead_letter, -(place + 1))

if not payload or #payload ~= size or string.sub(payload, 1, #beginning) ~= beginning then
  return 0
end
local direction = place * 2 < redis.call('LLEN', dead_letter) and -1 or 1
return redis.call('LREM', dead_letter, direction, payload)
