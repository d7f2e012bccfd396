#!lua flags=allow-oom
-- Promotes messages: moves those that are due from retry to the left end of pending, the longest due first.
-- Guarantee: a message is written to pending before it leaves retry.
-- KEYS retry (zset), pending (list)
-- ARGV max_messages
-- Reply {messages moved, ms until the next one is due or -1 if none waits}
local retry, pending = KEYS[1], KEYS[2]
local max_messages = tonumber(ARGV[1])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local due = redis.call('ZRANGEBYSCORE', retry, '-inf', string.format('%.0f', now), 'LIMIT', 0, max_messages)

for _, payload in ipairs(due) do
  redis.call('LPUSH', pending, payload)
  redis.call('ZREM', retry, payload)
end
local next = redis.call('ZRANGE', retry, 0, 0, 'WITHSCORES')
if #next == 0 then
  return {#due, -1}
end
return {#due, math.max(0, math.ceil(tonumber(next[2]) - now))}
