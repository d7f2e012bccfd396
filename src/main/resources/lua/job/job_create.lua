#!lua flags=allow-oom
-- Creates a job over the dead letters that are there now, if none runs on this channel.
-- Guarantee: the number of dead letters and the SHA-1 of the newest bound the entries that the job may touch; later
--   ones are pushed to the left of it. At most max_jobs are listed, and each expires.
-- KEYS jobs (list of ids, the newest first), dead_letter (list), job (hash), latest job (hash)
-- ARGV id, id of the latest job or '' for none, max_jobs, ttl in ms, max_entry_bytes: the SHA-1 covers so many bytes of
--   an entry, then field, value, ... of the order
-- Reply 1 created, 0 a job runs, 2 another job was created meanwhile, 3 created by an earlier call
local jobs, dead_letter, job, latest = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local id, latest_id, max_jobs, ttl, max_entry_bytes = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4], tonumber(ARGV[5])
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
local edge = newest and redis.sha1hex(string.sub(newest, 1, max_entry_bytes)) or ''
for i = 6, #ARGV, 2 do
  redis.call('HSET', job, ARGV[i], ARGV[i + 1])
end
redis.call('HSET', job, 'state', 'running', 'at', now, 'total', total, 'bound', total, 'edge', edge,
  'passed', 0, 'anchor', '', 'turn', 0, 'found', 0, 'moved', 0, 'refused', 0, 'lease', 0,
  'due', string.format('%.0f', time[1] * 1000000 + time[2]))
redis.call('PEXPIRE', job, ttl)
redis.call('LPUSH', jobs, id)
redis.call('LTRIM', jobs, 0, max_jobs - 1)
redis.call('PEXPIRE', jobs, ttl)
return 1
