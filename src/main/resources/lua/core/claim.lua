#!lua flags=allow-oom
-- Claims messages: moves them from the right end of pending into processing, all under one new lease.
-- Guarantee: a message is written to its new place before it leaves the old one. A payload of which a byte-identical
--   twin is in processing stays in pending, at the left end: a sorted set would merge the two. One that is too large
--   goes to dead_letter without being returned. One claim brings no more bytes than one message may have, so that a
--   batch of large ones neither stops this server nor fills the worker's memory.
--   Nothing is claimed while the channel is paused, whatever the value of that key.
-- KEYS pending (list), processing (zset), dead_letter (list), paused
-- ARGV most messages to look at, most bytes of a message
-- Reply {lease token, payloads put back as twins, payloads dead-lettered as too large, {payload, ...}, 1 while paused}
local pending, processing, dead_letter, paused = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local limit, max_bytes = tonumber(ARGV[1]), tonumber(ARGV[2])
local time = redis.call('TIME')
local token = string.format('%.3f', time[1] * 1000 + time[2] / 1000)
local twins, too_large, claimed, bytes = 0, 0, {}, 0

if redis.call('EXISTS', paused) == 1 then
  return {token, 0, 0, {}, 1}
end

for _ = 1, limit do
  local payload = redis.call('LINDEX', pending, -1)
  if not payload then
    break
  end
  if #payload > max_bytes then
    redis.call('LPUSH', dead_letter, payload)
    redis.call('RPOP', pending)
    too_large = too_large + 1
  elseif bytes + #payload > max_bytes then
    break
  elseif redis.call('ZADD', processing, 'NX', token, payload) == 1 then
    redis.call('RPOP', pending)
    claimed[#claimed + 1] = payload
    bytes = bytes + #payload
  else
    redis.call('LMOVE', pending, pending, 'RIGHT', 'LEFT')
    twins = twins + 1
  end
end
return {token, twins, too_large, claimed, 0}
