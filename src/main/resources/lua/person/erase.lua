#!lua flags=allow-oom
-- Erases one person from a list: removes entries, or puts others without that person in their places.
-- Guarantee: only what is byte for byte the given payload is touched, each time once; what was claimed or moved
--   meanwhile is left alone. Who looks from outside sees all of it or none.
-- KEYS list
-- ARGV a text that is no payload, then for each entry: its place from the right end, payload, payload to put in its
--   place or '' for none
-- Reply for each entry: 1 erased, 0 not there
local list, gone = KEYS[1], ARGV[1]
local replies, removed = {}, 0

for i = 2, #ARGV, 3 do
  local index, payload, replacement = -tonumber(ARGV[i]) - 1, ARGV[i + 1], ARGV[i + 2]
  if redis.call('LINDEX', list, index) ~= payload then
    index = redis.call('LPOS', list, payload)
  end
  if index and replacement ~= '' then
    redis.call('LSET', list, index, replacement)
  elseif index then
    redis.call('LSET', list, index, gone)
    removed = removed + 1
  end
  replies[#replies + 1] = index and 1 or 0
end
if removed > 0 then
  -- From the end that is nearer.
  local from_left = tonumber(ARGV[2]) * 2 >= redis.call('LLEN', list)
  redis.call('LREM', list, from_left and removed or -removed, gone)
end
return replies
