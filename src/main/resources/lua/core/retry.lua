#!lua flags=allow-oom
-- Retries a message: moves it from processing to retry, due after a delay by this server's clock.
-- Guarantee: nothing happens unless the lease is the caller's. The new place is written first. If a byte-identical
--   payload waits in retry already, this one goes to pending: a sorted set would merge the two.
-- KEYS processing (zset), retry (zset), pending (list)
-- ARGV lease token, payload, payload to wait in its place, delay in ms
-- Reply 1 moved, 0 lease lost
local processing, retry, pending = KEYS[1], KEYS[2], KEYS[3]
local token, payload, new_payload, delay = tonumber(ARGV[1]), ARGV[2], ARGV[3], tonumber(ARGV[4])
local time = redis.call('TIME')
local due = string.format('%.0f', time[1] * 1000 + math.ceil(time[2] / 1000) + delay)

if tonumber(redis.call('ZSCORE', processing, payload) or nil) ~= token then
  return 0
end
if redis.call('ZADD', retry, 'NX', due, new_payload) == 0 then
  redis.call('LPUSH', pending, new_payload)
end
return redis.call('ZREM', processing, payload)
