#!lua flags=no-writes
-- Reads a job.
-- Guarantee: all fields are of the same moment.
-- KEYS job (hash)
-- Reply {field, value, ...}, or {} if there is none
local job = KEYS[1]

return redis.call('HGETALL', job)
