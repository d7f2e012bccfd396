#!lua flags=allow-oom
-- Ends a job that runs: it is done, has failed, or somebody stops it.
-- KEYS the job (hash)
-- ARGV what it becomes, who ends it: its owner, or '' for anybody, why it failed or '', filter to keep in
--   place of its own
-- Reply 1 ended, 0 it does not run or is not the caller's
local job, becomes, owner, problem = KEYS[1], ARGV[1], ARGV[2], ARGV[3]
local time = redis.call('TIME')

if redis.call('HGET', job, 'state') ~= 'running' then
  return 0
end
if owner ~= '' and redis.call('HGET', job, 'owner') ~= owner then
  return 0
end
local now = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
redis.call('HSET', job, 'state', becomes, 'ended', now, 'error', problem, 'filter', ARGV[4])
return 1
