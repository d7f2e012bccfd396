#!lua flags=allow-oom
-- Ends a job that runs: it is done, has failed, or an operator stops it.
-- Guarantee: nothing happens unless the job runs and is the caller's.
-- KEYS job (hash)
-- ARGV new state, owner or '' for an operator, error or '', filter to keep in place of its own
-- Reply 1 ended, 0 it does not run or is not the caller's
local job = KEYS[1]
local new_state, owner, problem, filter = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local time = redis.call('TIME')

if redis.call('HGET', job, 'state') ~= 'running' then
  return 0
end
if owner ~= '' and redis.call('HGET', job, 'owner') ~= owner then
  return 0
end
local now = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
redis.call('HSET', job, 'state', new_state, 'ended', now, 'error', problem, 'filter', filter)
return 1
