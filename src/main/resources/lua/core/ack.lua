#!lua flags=allow-oom
-- Acks messages: removes delivered ones from processing, and marks the ids that their producers gave as sent.
-- Guarantee: nothing happens unless the lease is the caller's. The mark is written before the message leaves, and doing
--   it twice is the same as once. Each call that adds a mark removes up to 100 that are older than mark_ttl.
-- KEYS processing (zset), sent (zset: id, scored with the time of its delivery in ms), then for each message with an
--   id: owner (string), which the mark replaces
-- ARGV mark_ttl in ms (0: no marks), then for each message: lease token, payload, id or '' for no mark
-- Reply for each message: 1 removed, 0 lease lost
local processing, sent = KEYS[1], KEYS[2]
local mark_ttl = tonumber(ARGV[1])
local max_removed = 100
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local replies, marked, owner = {}, false, 2

for i = 2, #ARGV, 3 do
  local token, payload, id = tonumber(ARGV[i]), ARGV[i + 1], ARGV[i + 2]
  local score = tonumber(redis.call('ZSCORE', processing, payload) or nil)
  local reply = 0
  if id ~= '' then
    owner = owner + 1
  end
  if score == token then
    if mark_ttl > 0 and id ~= '' then
      redis.call('ZADD', sent, string.format('%.0f', now), id)
      redis.call('DEL', KEYS[owner])
      marked = true
    end
    reply = redis.call('ZREM', processing, payload)
  end
  replies[#replies + 1] = reply
end
if marked then
  local old = redis.call('ZCOUNT', sent, '-inf', string.format('%.0f', now - mark_ttl))
  if old > 0 then
    redis.call('ZREMRANGEBYRANK', sent, 0, math.min(old, max_removed) - 1)
  end
  redis.call('PEXPIRE', sent, mark_ttl)
end
return replies
