#!lua flags=allow-oom
-- Pauses a channel: claim checks this key.
-- Guarantee: doing it twice is the same as once.
-- KEYS paused (string)
-- ARGV description of the pause (JSON), its end in ms since 1970 by this server's clock or 0 for none
-- Reply OK
local paused = KEYS[1]
local description, ends = ARGV[1], ARGV[2]

if ends == '0' then
  return redis.call('SET', paused, description)
end
return redis.call('SET', paused, description, 'PXAT', ends)
