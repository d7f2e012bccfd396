#!lua flags=no-writes
-- Reads entries of the audit trail, the newest first.
-- Guarantee: at most max_entries are read.
-- KEYS audit (stream)
-- ARGV last id, first id (as XREVRANGE has them), max_entries
-- Reply {{id, {name, value, ...}}, ...}
local audit = KEYS[1]
local last, first, max_entries = ARGV[1], ARGV[2], ARGV[3]

return redis.call('XREVRANGE', audit, last, first, 'COUNT', max_entries)
