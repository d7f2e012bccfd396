#!lua flags=no-writes
-- Reads this server's clock, the only clock for leases.
-- Guarantee: in a cluster, the clock is that of the server which holds the key.
-- KEYS processing (zset), not read
-- Reply lease token of this moment
local time = redis.call('TIME')

return string.format('%.3f', time[1] * 1000 + time[2] / 1000)
