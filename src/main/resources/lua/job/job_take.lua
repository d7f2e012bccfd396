#!lua flags=allow-oom
-- Takes a job for a while, to work on it, if it runs and no other owner holds its lease.
-- Guarantee: one owner at a time; the lease of an owner that stopped working expires. Doing it twice is the same as
--   once.
-- KEYS job (hash), jobs (list of ids)
-- ARGV owner, lease in ms, ttl of both keys in ms
-- Reply {ms until its rate allows the next turn, field, value, ...}, or {} if it cannot be taken
local job, jobs = KEYS[1], KEYS[2]
local owner, lease, ttl = ARGV[1], tonumber(ARGV[2]), ARGV[3]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

if redis.call('HGET', job, 'state') ~= 'running' then
  return {}
end
local ends = tonumber(redis.call('HGET', job, 'lease') or nil) or 0
-- If it ends later than any lease does, the clock has gone back since.
if redis.call('HGET', job, 'owner') ~= owner and ends > now and ends <= now + lease then
  return {}
end
redis.call('HSET', job, 'owner', owner, 'lease', string.format('%.0f', now + lease))
redis.call('PEXPIRE', job, ttl)
redis.call('PEXPIRE', jobs, ttl)
local due = tonumber(redis.call('HGET', job, 'due') or nil) or 0
local reply = redis.call('HGETALL', job)
table.insert(reply, 1, math.max(0, math.ceil((due - time[1] * 1000000 - time[2]) / 1000)))
return reply
