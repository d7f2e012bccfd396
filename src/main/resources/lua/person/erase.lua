#!lua flags=allow-oom
-- Erases one person from a list: removes entries, or replaces them by entries without that person.
-- Guarantee: only entries that are byte-identical to the given payload are changed, each once; entries that were
--   claimed or moved meanwhile are left alone. Other clients see all changes or none.
-- KEYS list
-- ARGV mark: a string that is no payload, then for each entry: its place from the right end, payload, replacement or ''
--   for none
-- Reply for each entry: 1 erased, 0 not there
local list, mark = KEYS[1], ARGV[1]
local replies, removed = {}, 0

for i = 2, #ARGV, 3 do
  local index, payload, replacement = -tonumber(ARGV[i]) - 1, ARGV[i + 1], ARGV[i + 2]
  if redis.call('LINDEX', list, index) ~= payload then
    index = redis.call('LPOS', list, payload)
  end
  if index and replacement ~= '' then
    redis.call('LSET', list, index, replacement)
  elseif index then
    redis.call('LSET', list, index, mark)
    removed = removed + 1
  end
  replies[#replies + 1] = index and 1 or 0
end
if removed > 0 then
  -- LREM starts at the end that is nearer.
  local from_left = tonumber(ARGV[2]) * 2 >= redis.call('LLEN', list)
  redis.call('LREM', list, from_left and removed or -removed, mark)
end
return replies
