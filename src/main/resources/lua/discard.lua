#!lua flags=allow-oom
-- Discards a dead letter: removes exactly this payload from dead_letter, once.
-- KEYS dead_letter (list)
-- ARGV payload
-- Reply 1 removed, 0 not there
return redis.call('LREM', KEYS[1], 1, ARGV[1])
