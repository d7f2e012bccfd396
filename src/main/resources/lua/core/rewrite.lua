#!lua flags=allow-oom
-- Rewrites claimed messages: replaces a payload by a new one under the same lease.
-- Guarantee: nothing happens unless the lease is the caller's. Doing it twice is the same as once. If the new payload
--   is in processing already, the old one goes back to pending: a sorted set would merge the two.
-- KEYS processing (zset), pending (list)
-- ARGV lease token, then for each message: old payload, new payload
-- Reply for each message: 1 rewritten, 0 lease lost or put back
local processing, pending = KEYS[1], KEYS[2]
local token = ARGV[1]
local replies = {}

local function score(payload)
  return tonumber(redis.call('ZSCORE', processing, payload) or nil)
end

for i = 2, #ARGV, 2 do
  local old, new = ARGV[i], ARGV[i + 1]
  local reply = 0
  if score(old) == tonumber(token) then
    if redis.call('ZADD', processing, 'NX', token, new) == 1 then
      reply = 1
    else
      redis.call('LPUSH', pending, old)
    end
    redis.call('ZREM', processing, old)
  elseif score(new) == tonumber(token) then
    reply = 1
  end
  replies[#replies + 1] = reply
end
return replies
