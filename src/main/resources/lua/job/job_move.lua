#!lua flags=allow-oom
-- Does one turn of a job: redrives or discards those of the dead letters just looked at that it is about, and notes how
-- far it has come.
-- Guarantee: each turn happens once, and only while the job runs and is the caller's. Only the very payloads that the
--   caller saw are moved: where one of them is not in its place any more, nothing happens. The new place is written
--   first. Removing one by its bytes would search the list for each; so they are replaced by a mark, in their places,
--   and all marks are removed by one search. Nobody sees a mark, unless Redis refuses this user the removal.
-- KEYS the job (hash), dead_letter (list), pending (list), sent (zset)
-- ARGV owner, turn, for how long the job stays the owner's in ms, 'redrive' or 'discard' or 'count', place of the first
--   looked at (from the right end), how many were looked at, how many found, how many refused, up to which place the
--   job goes, SHA-1 of the last one left in its place or '', µs between two of its rate, by how many µs one may be
--   late, then for each to be moved, counted from that place: offset, payload, its id or ''
-- Reply 1 done, 0 not the caller's, 2 done before, 3 another entry is in one of the places
local job, dead_letter, pending, sent = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local owner, turn, lease, verb = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4]
local place, looked, found, refused = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8])
local bound, anchor, interval, late = tonumber(ARGV[9]), ARGV[10], tonumber(ARGV[11]), tonumber(ARGV[12])
local mark = 'moved by coupon-workers, to be removed'
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local state = redis.call('HMGET', job, 'state', 'owner', 'turn', 'due')

if state[1] ~= 'running' or state[2] ~= owner then
  return 0
end
if tonumber(state[3]) ~= turn then
  return 2
end
local moved = (#ARGV - 12) / 3
if moved > 0 then
  local window = redis.call('LRANGE', dead_letter, -(place + looked), -(place + 1))
  for i = 13, #ARGV, 3 do
    if window[looked - ARGV[i]] ~= ARGV[i + 1] then
      return 3
    end
  end
  -- Changes nothing: who may not do this should be told before there are two copies.
  redis.call('LSET', dead_letter, -(place + ARGV[13] + 1), ARGV[14])
  for i = 13, verb == 'redrive' and #ARGV or 0, 3 do
    if ARGV[i + 2] ~= '' then
      redis.call('ZREM', sent, ARGV[i + 2])
    end
    redis.call('LPUSH', pending, ARGV[i + 1])
  end
  for i = 13, #ARGV, 3 do
    redis.call('LSET', dead_letter, -(place + ARGV[i] + 1), mark)
  end
  local from_right = place * 2 < redis.call('LLEN', dead_letter)
  redis.call('LREM', dead_letter, from_right and -moved or moved, mark)
end
redis.call('HSET', job, 'turn', turn + 1, 'passed', place + looked - moved, 'bound', bound - moved, 'anchor', anchor)
redis.call('HINCRBY', job, 'found', found)
redis.call('HINCRBY', job, 'moved', moved)
redis.call('HINCRBY', job, 'refused', refused)
redis.call('HSET', job, 'lease', string.format('%.0f', math.floor(now / 1000) + lease))
if moved > 0 and interval > 0 then
  local due = math.max(tonumber(state[4]), now - late) + moved * interval
  redis.call('HSET', job, 'due', string.format('%.0f', due))
end
return 1
