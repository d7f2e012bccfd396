#!lua flags=no-writes
-- Reads the pause of a channel.
-- Guarantee: at most 4 KiB of the description are returned; one that was set by hand may be larger.
-- KEYS paused (string)
-- Reply {description of the pause, its end in ms since 1970 or -1 for none or -2 if the channel is not paused}
local paused = KEYS[1]

return {redis.call('GETRANGE', paused, 0, 4095), redis.call('PEXPIRETIME', paused)}
