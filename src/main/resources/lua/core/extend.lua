#!lua flags=allow-oom
-- Extends leases: gives claimed messages the new token that the caller took from this server's clock.
-- Guarantee: nothing happens unless the lease is the caller's. The caller brings the new token so that it can repeat a
--   call whose reply was lost and still knows the token. An id that is claimed for a message stays so. A lease is not
--   extended if the id is claimed for another message by now, or if the lease has ended and nothing claims the id: the
--   caller stood still for so long that a message with this id may have been sent.
-- KEYS processing (zset), then for each message: owner of its id (string: lease token and SHA-1 of its payload), or
--   processing again if its producer gave none
-- ARGV new lease token, ttl of a claim of an id in ms: twice the time of a lease, then for each message: lease token,
--   payload
-- Reply for each message: 1 extended, 0 lease lost
local processing = KEYS[1]
local new_token, ttl = ARGV[1], ARGV[2]
local replies = {}

local function keeps_id(key, token, payload)
  local digest = redis.sha1hex(payload)
  local renewed = new_token .. ' ' .. digest
  local owner = redis.call('GET', key)
  if owner == token .. ' ' .. digest or owner == renewed then
    redis.call('SET', key, renewed, 'PX', ttl)
    return true
  end
  return not owner and tonumber(new_token) - tonumber(token) < tonumber(ttl) / 2
end

for i = 3, #ARGV, 2 do
  local token, payload, owner = ARGV[i], ARGV[i + 1], KEYS[2 + (i - 3) / 2]
  local score = tonumber(redis.call('ZSCORE', processing, payload) or nil)
  local reply = 0
  if score and (score == tonumber(token) or score == tonumber(new_token)) then
    if owner == processing or keeps_id(owner, token, payload) then
      redis.call('ZADD', processing, new_token, payload)
      reply = 1
    end
  end
  replies[#replies + 1] = reply
end
return replies
