#!lua flags=allow-oom
-- Pauses a channel: claim looks at this key. Doing it twice is the same as once.
-- KEYS paused (string)
-- ARGV what is known of the pause (JSON), when it ends in ms since 1970 by this server's clock or 0 for never
-- Reply OK
local paused = KEYS[1]
local known, ends = ARGV[1], ARGV[2]
if ends == '0' then
  return redis.call('SET', paused, known)
end
return redis.call('SET', paused, known, 'PXAT', ends)
