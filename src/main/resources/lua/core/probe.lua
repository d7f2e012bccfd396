-- Probes this server: takes a write and says what it is. No #! line, since a Redis older than 7.0 must run it to be
-- told that it is too old; that is also why it does not write when memory is full.
-- KEYS probe (string, gone after a minute)
-- Reply what INFO says
redis.call('SET', KEYS[1], '1', 'EX', 60)
return redis.call('INFO')
