#!lua flags=allow-oom
-- Extends leases: gives claimed messages the new token that the caller took from this server's clock.
-- Guarantee: nothing happens unless the lease is the caller's. The caller brings the new token so that it can repeat a
--   call whose reply was lost and still knows the token. An id that is claimed for a message stays so.
-- KEYS processing (zset), then for each message: owner of its id (string: lease token and SHA-1 of its payload), or
--   processing again if its producer gave none
-- ARGV new lease token, ttl of a claim of an id in ms, then for each message: lease token, payload
-- Reply for each message: 1 extended, 0 lease lost
local processing = KEYS[1]
local new_token, ttl = ARGV[1], ARGV[2]
local replies = {}

local function extend_id(key, token, payload)
  local digest = redis.sha1hex(payload)
  if redis.call('GET', key) == token .. ' ' .. digest then
    redis.call('SET', key, new_token .. ' ' .. digest, 'PX', ttl)
  end
end

for i = 3, #ARGV, 2 do
  local token, payload, owner = ARGV[i], ARGV[i + 1], KEYS[2 + (i - 3) / 2]
  local score = tonumber(redis.call('ZSCORE', processing, payload) or nil)
  local reply = 0
  if score and (score == tonumber(token) or score == tonumber(new_token)) then
    redis.call('ZADD', processing, 'XX', new_token, payload)
    if owner ~= processing then
      extend_id(owner, token, payload)
    end
    reply = 1
  end
  replies[#replies + 1] = reply
end
return replies
