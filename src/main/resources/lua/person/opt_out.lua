#!lua flags=allow-oom
-- Records that a recipient opted out, with the time by this server's clock.
-- Guarantee: doing it twice is the same as once; the first time stays.
-- KEYS opted_out (zset: recipient, scored with the time in ms)
-- ARGV recipient
-- Reply 1 added, 0 was there before
local opted_out, recipient = KEYS[1], ARGV[1]
local time = redis.call('TIME')
local now = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))

return redis.call('ZADD', opted_out, 'NX', now, recipient)
