#!lua flags=allow-oom
-- Writes the heartbeat of an instance with this server's time, and removes the instances that are silent for too long.
-- Guarantee: doing it twice is the same as once, but for the time. The key expires after max_silence.
-- KEYS instances (hash: id of the instance -> JSON object that begins with "beat", in ms since 1970)
-- ARGV id, members of the JSON object after "beat", max_silence in ms
-- Reply number of instances
local instances = KEYS[1]
local id, members, max_silence = ARGV[1], ARGV[2], tonumber(ARGV[3])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

redis.call('HSET', instances, id, string.format('{"beat":%.0f,', now) .. members .. '}')
redis.call('PEXPIRE', instances, max_silence)
local all = redis.call('HGETALL', instances)
for i = 1, #all, 2 do
  local beat = tonumber(string.match(all[i + 1], '^{"beat":(%d+),') or nil)
  -- If a heartbeat is from the future, the clock has gone back since.
  if not beat or math.abs(now - beat) > max_silence then
    redis.call('HDEL', instances, all[i])
  end
end
return redis.call('HLEN', instances)
