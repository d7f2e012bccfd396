#!lua flags=no-writes
-- Lists messages in processing whose lease has ended: claimed longer ago than the timeout, or so far in the future
-- that this server's clock must have gone back since.
-- KEYS processing (zset)
-- ARGV timeout in ms, most messages to list
-- Reply {payload, lease token, ...}
local processing = KEYS[1]
local timeout, limit = tonumber(ARGV[1]), tonumber(ARGV[2])
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local oldest_held = string.format('%.3f', now - timeout)
local newest_held = string.format('(%.3f', now + timeout)

local stale = redis.call('ZRANGEBYSCORE', processing, '-inf', oldest_held, 'WITHSCORES', 'LIMIT', 0, limit)
local early = redis.call('ZRANGEBYSCORE', processing, newest_held, '+inf', 'WITHSCORES', 'LIMIT', 0, limit)
for _, entry in ipairs(early) do
  stale[#stale + 1] = entry
end
return stale
