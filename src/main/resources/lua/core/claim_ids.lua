#!lua flags=allow-oom
-- Claims ids that producers gave, each for one claimed message, so that of several messages with one id only one is
--   sent at a time, whichever instances have them.
-- Guarantee: an id that was sent within mark_ttl is not claimed. One that is held by another message is not claimed
--   while that one is in processing under the lease it was claimed with. So an owner that has retried, released or lost
--   its message holds nothing, and one that crashed no longer than its lease. Doing it twice is the same as once.
--   An id that may have been sent is claimed, since an operator may have decided to send its message again.
-- KEYS processing (zset), sent (zset: scored with a time in ms; half a ms more: maybe), then for each message: owner
--   (string: lease token and SHA-1 of its payload)
-- ARGV mark_ttl in ms, ttl of a claim in ms, lease token, then for each message: id, SHA-1 of its payload
-- Reply for each message: 0 claimed, 1 sent before, 2 held by another message, 3 claimed and maybe sent before
local processing, sent = KEYS[1], KEYS[2]
local mark_ttl, ttl, token = tonumber(ARGV[1]), ARGV[2], ARGV[3]
local time = redis.call('TIME')
local oldest = time[1] * 1000 + math.floor(time[2] / 1000) - mark_ttl
local ids, replies = {}, {}

local function holds(owner)
  local held, digest = string.match(owner, '^(%S+) (%x+)$')
  for _, payload in ipairs(held and redis.call('ZRANGEBYSCORE', processing, held, held) or {}) do
    if redis.sha1hex(payload) == digest then
      return true
    end
  end
  return false
end

local function claim(key, delivered, digest)
  local marked = delivered and delivered > oldest
  if marked and delivered % 1 == 0 then
    return 1
  end
  local free = marked and 3 or 0
  local mine = token .. ' ' .. digest
  local owner = redis.call('SET', key, mine, 'NX', 'PX', ttl, 'GET')
  if not owner or owner == mine then
    return free
  end
  if holds(owner) then
    return 2
  end
  redis.call('SET', key, mine, 'PX', ttl)
  return free
end

for i = 4, #ARGV, 2 do
  ids[#ids + 1] = ARGV[i]
end
for i, delivered in ipairs(redis.call('ZMSCORE', sent, unpack(ids))) do
  replies[i] = claim(KEYS[i + 2], tonumber(delivered or nil), ARGV[i * 2 + 3])
end
return replies
