#!lua flags=allow-oom
-- Keeps the progress of an erasure for the next request, which another instance may get.
-- Guarantee: it runs when memory is full too: a person can ask for the erasure at any time.
-- KEYS erasure (string)
-- ARGV progress, ttl in ms
-- Reply 1
local erasure, progress, ttl = KEYS[1], ARGV[1], ARGV[2]

redis.call('SET', erasure, progress, 'PX', ttl)
return 1
