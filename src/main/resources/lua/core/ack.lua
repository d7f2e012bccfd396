#!lua flags=allow-oom
-- Acks messages: removes delivered ones from processing, and marks the ids that their producers gave as sent.
-- Guarantee: nothing happens unless the lease is the caller's. The marks are written before the messages leave, and
--   doing it twice is the same as once. Each call that adds a mark removes up to 100 that are older than mark_ttl.
-- KEYS processing (zset), sent (zset: id, scored with the time of its delivery in ms), then for each message with an
--   id: owner (string), which the mark replaces
-- ARGV mark_ttl in ms (0: no marks), then for each message: lease token, payload, id or '' for no mark
-- Reply for each message: 1 removed, 0 lease lost
local processing, sent = KEYS[1], KEYS[2]
local mark_ttl = tonumber(ARGV[1])
local max_removed = 100
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local payloads, delivered, marks, owners, replies, owner = {}, {}, {}, {}, {}, 2

for i = 3, #ARGV, 3 do
  payloads[#payloads + 1] = ARGV[i]
end
for i, score in ipairs(redis.call('ZMSCORE', processing, unpack(payloads))) do
  local token, id = ARGV[i * 3 - 1], ARGV[i * 3 + 1]
  local is_own = tonumber(score or nil) == tonumber(token)
  if id ~= '' then
    owner = owner + 1
  end
  if is_own then
    delivered[#delivered + 1] = payloads[i]
  end
  if is_own and mark_ttl > 0 and id ~= '' then
    marks[#marks + 1] = string.format('%.0f', now)
    marks[#marks + 1] = id
    owners[#owners + 1] = KEYS[owner]
  end
  replies[i] = is_own and 1 or 0
end
if #marks > 0 then
  redis.call('ZADD', sent, unpack(marks))
  redis.call('DEL', unpack(owners))
  local old = redis.call('ZCOUNT', sent, '-inf', string.format('%.0f', now - mark_ttl))
  if old > 0 then
    redis.call('ZREMRANGEBYRANK', sent, 0, math.min(old, max_removed) - 1)
  end
  redis.call('PEXPIRE', sent, mark_ttl)
end
if #delivered > 0 then
  redis.call('ZREM', processing, unpack(delivered))
end
return replies
