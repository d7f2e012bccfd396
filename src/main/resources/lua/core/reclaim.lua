#!lua flags=allow-oom
-- Reclaims a message whose lease has expired: moves it from processing to the right end of pending, where it is claimed
-- next.
-- Guarantee: nothing happens unless the lease is still the one that was found stale. The new place is written first.
-- KEYS processing (zset), pending (list)
-- ARGV lease token, payload, payload to put into pending in its place
-- Reply 1 moved, 0 lease changed meanwhile
local processing, pending = KEYS[1], KEYS[2]
local token, payload, new_payload = tonumber(ARGV[1]), ARGV[2], ARGV[3]

if tonumber(redis.call('ZSCORE', processing, payload) or nil) ~= token then
  return 0
end
redis.call('RPUSH', pending, new_payload)
return redis.call('ZREM', processing, payload)
