#!lua flags=allow-oom
-- Ends the pause of a channel.
-- Guarantee: it ends whatever set it and whatever the key holds.
-- KEYS paused (string)
-- Reply 1 if the channel was paused, otherwise 0
local paused = KEYS[1]

return redis.call('DEL', paused)
