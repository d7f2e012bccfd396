#!lua flags=allow-oom
-- Does one turn of a job: redrives or discards some of the dead letters just looked at, and records the progress.
-- Guarantee: each turn happens once, and only while the job runs and is the caller's. Only byte-identical entries are
--   moved: if one of them is not in its place, nothing happens. The new place is written first. Removing entries by
--   their bytes would search the list for each; so they are replaced by a mark, and one search removes all marks. No
--   other client sees a mark, unless Redis refuses this user the removal. Moves and progress are one change.
-- KEYS job (hash), dead_letter (list), pending (list), sent (zset)
-- ARGV owner, turn, lease in ms, place of the first entry looked at (from the right end), number of entries looked at,
--   number found, number refused, bound: place up to which the job goes, SHA-1 of the last entry left in its place or
--   '', µs between two moves by the job's rate, µs by which one may be late, then for each move: offset from that
--   place, payload, its id or ''
-- Reply 1 done, 0 not the caller's, 2 done before, 3 another entry is in one of the places
local job, dead_letter, pending, sent = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local owner, turn, lease = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local place, looked, found, refused = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local bound, anchor, interval, late = tonumber(ARGV[8]), ARGV[9], tonumber(ARGV[10]), tonumber(ARGV[11])
local first_move = 12
local mark = 'moved by coupon-workers, to be removed'
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local state = redis.call('HMGET', job, 'state', 'owner', 'turn', 'due', 'verb', 'found', 'moved', 'refused')

if state[1] ~= 'running' or state[2] ~= owner then
  return 0
end
if tonumber(state[3]) ~= turn then
  return 2
end
local moved = (#ARGV - first_move + 1) / 3
if moved > 0 then
  local window = redis.call('LRANGE', dead_letter, -(place + looked), -(place + 1))
  for i = first_move, #ARGV, 3 do
    if window[#window - ARGV[i]] ~= ARGV[i + 1] then
      return 3
    end
  end
  -- This changes nothing: a user without the right to do it must be refused before there are two copies.
  redis.call('LSET', dead_letter, -(place + ARGV[first_move] + 1), ARGV[first_move + 1])
  for i = first_move, state[5] ~= 'discard' and #ARGV or 0, 3 do
    if ARGV[i + 2] ~= '' then
      redis.call('ZREM', sent, ARGV[i + 2])
    end
    redis.call('LPUSH', pending, ARGV[i + 1])
  end
  for i = first_move, #ARGV, 3 do
    redis.call('LSET', dead_letter, -(place + ARGV[i] + 1), mark)
  end
  local from_right = place * 2 < redis.call('LLEN', dead_letter)
  redis.call('LREM', dead_letter, from_right and -moved or moved, mark)
end
local due = tonumber(state[4] or nil) or 0
if moved > 0 and interval > 0 then
  due = math.max(due, now - late) + moved * interval
end
redis.call('HSET', job, 'turn', turn + 1, 'passed', place + looked - moved, 'bound', bound - moved, 'anchor', anchor,
  'found', state[6] + found, 'moved', state[7] + moved, 'refused', state[8] + refused,
  'lease', string.format('%.0f', math.floor(now / 1000) + lease), 'due', string.format('%.0f', due))
return 1
