#!lua flags=allow-oom
-- Notes that a message is about to be handed to its provider, with the time by this server's clock. Marks older than a
-- week are forgotten: their messages have long been settled.
-- KEYS sending (zset)
-- ARGV message id
-- Reply 1 marked, 0 marked already
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now - 604800000))
return redis.call('ZADD', KEYS[1], string.format('%.0f', now), ARGV[1])
