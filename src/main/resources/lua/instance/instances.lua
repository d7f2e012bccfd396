#!lua flags=no-writes
-- Reads the heartbeats of the instances.
-- Guarantee: all are of the moment that is returned with them.
-- KEYS instances (hash)
-- Reply {this server's time in ms since 1970, id, heartbeat, id, ...}
local instances = KEYS[1]
local time = redis.call('TIME')
local reply = redis.call('HGETALL', instances)
table.insert(reply, 1, time[1] * 1000 + math.floor(time[2] / 1000))
return reply
