#!lua flags=no-writes
-- Reads a job.
-- KEYS the job (hash)
-- Reply {field, value, ...}, or {} where it is not there
return redis.call('HGETALL', KEYS[1])
