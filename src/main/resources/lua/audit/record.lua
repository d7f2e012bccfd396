#!lua flags=allow-oom
-- Adds an entry to the audit trail.
-- Guarantee: the trail keeps at least max_entries of the newest entries, and a few more.
-- KEYS audit (stream)
-- ARGV max_entries, then name, value, ...
-- Reply 1
local audit, max_entries = KEYS[1], ARGV[1]

redis.call('XADD', audit, 'MAXLEN', '~', max_entries, '*', unpack(ARGV, 2))
return 1
