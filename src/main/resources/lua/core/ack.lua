#!lua flags=allow-oom
-- Acks messages: removes delivered ones from processing, and marks the ids that their producers gave as sent.
-- Guarantee: nothing happens where the lease is not the caller's. The mark is written before the message leaves; doing
--   it twice is the same as once. Marks grow no older than their time, and each call that adds one trims old ones.
-- KEYS processing (zset), sent (zset: id, scored with the time of its delivery in ms)
-- ARGV time to keep a mark in ms (0: no marks), then for each message: lease token, payload, id or '' for no mark
-- Reply for each message: 1 removed, 0 lease lost
local processing, sent = KEYS[1], KEYS[2]
local ttl = tonumber(ARGV[1])
local most_trimmed = 100
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local replies, marked = {}, false

for i = 2, #ARGV, 3 do
  local token, payload, id = tonumber(ARGV[i]), ARGV[i + 1], ARGV[i + 2]
  local score = tonumber(redis.call('ZSCORE', processing, payload) or nil)
  local reply = 0
  if score == token then
    if ttl > 0 and id ~= '' then
      redis.call('ZADD', sent, string.format('%.0f', now), id)
      marked = true
    end
    reply = redis.call('ZREM', processing, payload)
  end
  replies[#replies + 1] = reply
end
if marked then
  local old = redis.call('ZCOUNT', sent, '-inf', string.format('%.0f', now - ttl))
  if old > 0 then
    redis.call('ZREMRANGEBYRANK', sent, 0, math.min(old, most_trimmed) - 1)
  end
  redis.call('PEXPIRE', sent, ARGV[1])
end
return replies
