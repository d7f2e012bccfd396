#!lua flags=allow-oom
-- Marks a message that is about to be handed to its provider, with the time by this server's clock.
-- Guarantee: doing it twice is the same as once, but for the time. Marks that are older than max_age are removed: their
--   messages have long been settled.
-- KEYS sending (zset: message id, scored with the time of its mark in ms)
-- ARGV message id, max_age in ms
-- Reply 1 marked, 0 marked before
local sending = KEYS[1]
local id, max_age = ARGV[1], tonumber(ARGV[2])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

redis.call('ZREMRANGEBYSCORE', sending, '-inf', string.format('%.0f', now - max_age))
return redis.call('ZADD', sending, string.format('%.0f', now), id)
