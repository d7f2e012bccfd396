#!lua flags=allow-oom
-- Claims messages: moves them from the right end of pending to processing, all with one new lease token.
-- Guarantee: a message is written to its new place before it leaves the old one. A payload with a byte-identical twin
--   in processing goes back to the left end of pending: a sorted set would merge the two. One that is too large goes to
--   dead_letter and is not returned. One claim returns at most max_bytes, so that a batch of large messages neither
--   blocks this server nor fills the worker's memory. Nothing is claimed while the channel is paused, whatever the
--   value of that key.
-- KEYS pending (list), processing (zset), dead_letter (list), paused (string)
-- ARGV max_messages to look at, max_bytes of a message
-- Reply {lease token, payloads put back as twins, payloads dead-lettered as too large, {payload, ...}, 1 if paused}
local pending, processing, dead_letter, paused = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local max_messages, max_bytes = tonumber(ARGV[1]), tonumber(ARGV[2])
local time = redis.call('TIME')
local token = string.format('%.3f', time[1] * 1000 + time[2] / 1000)
local twins, too_large, claimed, bytes = 0, 0, {}, 0

if redis.call('EXISTS', paused) == 1 then
  return {token, 0, 0, {}, 1}
end

for _ = 1, max_messages do
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
