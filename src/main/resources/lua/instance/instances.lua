#!lua flags=no-writes
-- Reads what the instances tell of themselves.
-- KEYS instances (hash)
-- Reply {this server's time in ms since 1970, id, what it tells, id, ...}
local time = redis.call('TIME')
local reply = redis.call('HGETALL', KEYS[1])
table.insert(reply, 1, time[1] * 1000 + math.floor(time[2] / 1000))
return reply
