#!lua flags=no-writes
-- Reads this server's clock, the only one for leases.
-- KEYS processing (zset), not read: in a cluster it leads to the server whose clock counts
-- Reply lease token of this moment
local time = redis.call('TIME')

return string.format('%.3f', time[1] * 1000 + time[2] / 1000)
