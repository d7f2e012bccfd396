#!lua flags=allow-oom
-- Extends leases: gives claimed messages the new token that the caller took from this server's clock.
-- Guarantee: nothing happens unless the lease is the caller's. The caller brings the new token so that it can repeat a
--   call whose reply was lost and still knows the token.
-- KEYS processing (zset)
-- ARGV new lease token, then for each message: lease token, payload
-- Reply for each message: 1 extended, 0 lease lost
local processing = KEYS[1]
local new_token = ARGV[1]
local replies = {}

for i = 2, #ARGV, 2 do
  local token, payload = tonumber(ARGV[i]), ARGV[i + 1]
  local score = tonumber(redis.call('ZSCORE', processing, payload) or nil)
  local reply = 0
  if score and (score == token or score == tonumber(new_token)) then
    redis.call('ZADD', processing, 'XX', new_token, payload)
    reply = 1
  end
  replies[#replies + 1] = reply
end
return replies
