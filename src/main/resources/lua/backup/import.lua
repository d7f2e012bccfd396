#!lua
-- Imports a run of entries, messages and opt-outs, of one file, and records the progress. Without allow-oom: it may be
--   repeated later.
-- Guarantee: each entry is put into its place and counted before the next one, so that an error in between leaves at
--   most one that was put there and not counted. An entry that was counted before is not imported again. An opt-out
--   that is there already keeps its time.
-- KEYS import (hash: number of the next message; number of all messages of the file, once its end was seen), pending
--   (list), retry (zset), dead_letter (list), opted_out (zset)
-- ARGV ttl of the progress in ms, number of all messages of the file or '' if its end is not reached, number of the
--   first entry of the run, then for each entry: its place (pending, pending_next: at the right end, retry,
--   dead_letter, dead_letter_oldest: at the right end, opted_out), due time for retry or time of the opt-out, payload
--   or recipient
-- Reply {number of the next message, messages that were imported before, messages of retry that went to pending because
--   a byte-identical one waits in retry}
local import, pending, retry, dead_letter, opted_out = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local ttl, total, first = ARGV[1], ARGV[2], tonumber(ARGV[3])
local next = tonumber(redis.call('HGET', import, 'next') or nil) or 1
local skipped, twins = 0, 0

-- The progress is written first, so that a user without the right to do that moves nothing.
redis.call('HSET', import, 'next', string.format('%.0f', next))
redis.call('PEXPIRE', import, ttl)
for i = 4, #ARGV, 3 do
  local number = first + (i - 4) / 3
  local place, due, payload = ARGV[i], ARGV[i + 1], ARGV[i + 2]
  if number > next then
    break
  elseif number < next then
    skipped = skipped + 1
  else
    if place == 'retry' then
      if redis.call('ZADD', retry, 'NX', due, payload) == 0 then
        redis.call('LPUSH', pending, payload)
        twins = twins + 1
      end
    elseif place == 'opted_out' then
      redis.call('ZADD', opted_out, 'NX', due, payload)
    elseif place == 'dead_letter' then
      redis.call('LPUSH', dead_letter, payload)
    elseif place == 'dead_letter_oldest' then
      redis.call('RPUSH', dead_letter, payload)
    elseif place == 'pending_next' then
      redis.call('RPUSH', pending, payload)
    else
      redis.call('LPUSH', pending, payload)
    end
    next = number + 1
    redis.call('HSET', import, 'next', string.format('%.0f', next))
  end
end
if total ~= '' and tonumber(total) == next - 1 then
  redis.call('HSET', import, 'total', total)
end
return {next, skipped, twins}
