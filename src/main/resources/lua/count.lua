#!lua flags=no-writes
-- Counts the messages of one channel at one moment.
-- KEYS pending (list), processing (zset), retry (zset), dead_letter (list)
-- Reply {pending, processing, retry, dead_letter}
local pending, processing, retry, dead_letter = KEYS[1], KEYS[2], KEYS[3], KEYS[4]

return {
  redis.call('LLEN', pending),
  redis.call('ZCARD', processing),
  redis.call('ZCARD', retry),
  redis.call('LLEN', dead_letter),
}
