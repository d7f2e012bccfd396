#!lua flags=allow-oom
-- Dead-letters a message: moves it from processing to the left end of dead_letter.
-- Guarantee: nothing happens unless the lease is the caller's. The new place is written first.
-- KEYS processing (zset), dead_letter (list)
-- ARGV lease token, payload, payload to keep in its place
-- Reply 1 moved, 0 lease lost
local processing, dead_letter = KEYS[1], KEYS[2]
local token, payload, new_payload = tonumber(ARGV[1]), ARGV[2], ARGV[3]

if tonumber(redis.call('ZSCORE', processing, payload) or nil) ~= token then
  return 0
end
redis.call('LPUSH', dead_letter, new_payload)
return redis.call('ZREM', processing, payload)
