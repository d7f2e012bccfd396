#!lua flags=no-writes
-- Lists messages in processing whose lease has expired: claimed longer ago than the timeout, or so far in the future
-- that this server's clock must have gone back since.
-- Guarantee: at most max_messages of each of the two kinds; nothing is changed.
-- KEYS processing (zset)
-- ARGV timeout in ms, max_messages
-- Reply {payload, lease token, ...}
local processing = KEYS[1]
local timeout, max_messages = tonumber(ARGV[1]), tonumber(ARGV[2])
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local oldest_valid = string.format('%.3f', now - timeout)
local newest_valid = string.format('(%.3f', now + timeout)

local stale = redis.call('ZRANGEBYSCORE', processing, '-inf', oldest_valid, 'WITHSCORES', 'LIMIT', 0, max_messages)
local early = redis.call('ZRANGEBYSCORE', processing, newest_valid, '+inf', 'WITHSCORES', 'LIMIT', 0, max_messages)
for _, entry in ipairs(early) do
  stale[#stale + 1] = entry
end
return stale
