#!lua flags=allow-oom
-- Writes what an instance tells of itself, with this server's time, and forgets those that tell nothing any more.
-- KEYS instances (hash): id of the instance -> JSON object that begins with "beat", ms since 1970
-- ARGV id, the members of the object behind "beat", ms of silence after which an instance is forgotten
-- Reply how many there are
local instances = KEYS[1]
local id, members, forgotten = ARGV[1], ARGV[2], tonumber(ARGV[3])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

redis.call('HSET', instances, id, string.format('{"beat":%.0f,', now) .. members .. '}')
redis.call('PEXPIRE', instances, forgotten)
local all = redis.call('HGETALL', instances)
for i = 1, #all, 2 do
  local beat = tonumber(string.match(all[i + 1], '^{"beat":(%d+),') or nil)
  -- A beat from the future: the clock has gone back since.
  if not beat or math.abs(now - beat) > forgotten then
    redis.call('HDEL', instances, all[i])
  end
end
return redis.call('HLEN', instances)
