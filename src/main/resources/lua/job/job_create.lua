#!lua flags=allow-oom
-- Creates a job over the dead letters that are there now, where none runs on this channel.
-- Guarantee: what it may touch is known by the count of dead letters and the SHA-1 of the newest; those that come later
--   are pushed to the left of it. At most so many jobs are listed; each ends by itself.
-- KEYS jobs (list of ids, the newest first), dead_letter (list), the job (hash), the latest job (hash)
-- ARGV id, id of the latest job or '' for none, most jobs to list, time to keep it in ms, how far into an entry its
--   SHA-1 goes, then field, value, ... of what is asked for
-- Reply 1 created, 0 one is running, 2 another one has been created meanwhile, 3 created by an earlier call
local jobs, dead_letter, job, latest = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local id, latest_id, most, ttl, hashed = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4], tonumber(ARGV[5])
local time = redis.call('TIME')
local now = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))

local head = redis.call('LINDEX', jobs, 0) or ''
if head == id then
  return 3
end
if head ~= latest_id then
  return 2
end
if head ~= '' and redis.call('HGET', latest, 'state') == 'running' then
  return 0
end
local total = redis.call('LLEN', dead_letter)
local newest = redis.call('LINDEX', dead_letter, 0)
local edge = newest and redis.sha1hex(string.sub(newest, 1, hashed)) or ''
for i = 6, #ARGV, 2 do
  redis.call('HSET', job, ARGV[i], ARGV[i + 1])
end
redis.call('HSET', job, 'state', 'running', 'at', now, 'total', total, 'bound', total, 'edge', edge)
redis.call('HSET', job, 'passed', 0, 'anchor', '', 'turn', 0, 'found', 0, 'moved', 0, 'refused', 0, 'lease', 0)
redis.call('HSET', job, 'due', string.format('%.0f', time[1] * 1000000 + time[2]))
redis.call('PEXPIRE', job, ttl)
redis.call('LPUSH', jobs, id)
redis.call('LTRIM', jobs, 0, most - 1)
redis.call('PEXPIRE', jobs, ttl)
return 1
