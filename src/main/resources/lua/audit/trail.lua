#!lua flags=no-writes
-- Reads what was written down, the newest first.
-- KEYS audit trail (stream)
-- ARGV last id, first id (as XREVRANGE has them), most entries
-- Reply {{id, {name, value, …}}, …}
return redis.call('XREVRANGE', KEYS[1], ARGV[1], ARGV[2], 'COUNT', ARGV[3])
