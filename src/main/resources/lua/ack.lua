#!lua flags=allow-oom
-- Acks messages: removes delivered ones from processing.
-- Guarantee: nothing happens where the lease is not the caller's.
-- KEYS processing (zset)
-- ARGV for each message: lease token, payload
-- Reply for each message: 1 removed, 0 lease lost
local processing = KEYS[1]
local replies = {}

for i = 1, #ARGV, 2 do
  local token, payload = tonumber(ARGV[i]), ARGV[i + 1]
  local score = tonumber(redis.call('ZSCORE', processing, payload) or nil)
  local reply = 0
  if score == token then
    reply = redis.call('ZREM', processing, payload)
  end
  replies[#replies + 1] = reply
end
return replies
