-- Probes this server: writes a key and returns its INFO.
-- Guarantee: it runs on a Redis older than 7.0 too, which does not know the #! line, so that such a Redis can be
--   reported. Without that line it is refused when memory is full, which is reported too.
-- KEYS probe (string, expires after a minute)
-- Reply the text of INFO
local probe = KEYS[1]

redis.call('SET', probe, '1', 'EX', 60)
return redis.call('INFO')
