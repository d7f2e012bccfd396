#!lua flags=allow-oom
-- Takes a job for a while, to work on it: where it runs and nobody else has it, or whoever had it is gone.
-- KEYS the job (hash), jobs (list of ids)
-- ARGV who takes it, for how long in ms, time to keep both in ms
-- Reply {ms until its rate lets it go on, field, value, ...}, or {} where it is not to be had
local job, owner, lease = KEYS[1], ARGV[1], tonumber(ARGV[2])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

if redis.call('HGET', job, 'state') ~= 'running' then
  return {}
end
local ends = tonumber(redis.call('HGET', job, 'lease') or nil) or 0
-- Later than any lease goes: the clock has gone back since.
if redis.call('HGET', job, 'owner') ~= owner and ends > now and ends <= now + lease then
  return {}
end
redis.call('HSET', job, 'owner', owner, 'lease', string.format('%.0f', now + lease))
redis.call('PEXPIRE', job, ARGV[3])
redis.call('PEXPIRE', KEYS[2], ARGV[3])
local due = tonumber(redis.call('HGET', job, 'due') or nil) or 0
local reply = redis.call('HGETALL', job)
table.insert(reply, 1, math.max(0, math.ceil((due - time[1] * 1000000 - time[2]) / 1000)))
return reply
