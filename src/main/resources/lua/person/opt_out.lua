#!lua flags=allow-oom
-- Notes that a recipient has opted out, with the time by this server's clock; the first time stays.
-- KEYS opted out (zset)
-- ARGV recipient
-- Reply 1 added, 0 there already
local time = redis.call('TIME')
local now = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))

return redis.call('ZADD', KEYS[1], 'NX', now, ARGV[1])
