#!lua flags=allow-oom
-- Releases messages: moves claimed ones to the right end of pending, where they are claimed next.
-- Guarantee: nothing happens unless the lease is the caller's. The new place is written first.
-- KEYS processing (zset), pending (list)
-- ARGV for each message, the one to be claimed next last: lease token, payload
-- Reply for each message: 1 released, 0 lease lost
local processing, pending = KEYS[1], KEYS[2]
local replies = {}

for i = 1, #ARGV, 2 do
  local token, payload = tonumber(ARGV[i]), ARGV[i + 1]
  local reply = 0
  if tonumber(redis.call('ZSCORE', processing, payload) or nil) == token then
    redis.call('RPUSH', pending, payload)
    reply = redis.call('ZREM', processing, payload)
  end
  replies[#replies + 1] = reply
end
return replies
