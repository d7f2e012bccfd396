#!lua flags=no-writes
-- Tells of the pause of a channel. What somebody wrote by hand may be large: more than 4 KiB of it is not returned.
-- KEYS paused (string)
-- Reply {what is known of the pause, when it ends in ms since 1970 or -1 for never or -2 where there is none}
local paused = KEYS[1]
return {redis.call('GETRANGE', paused, 0, 4095), redis.call('PEXPIRETIME', paused)}
