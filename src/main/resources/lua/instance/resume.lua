#!lua flags=allow-oom
-- Ends the pause of a channel, whoever made it and whatever the key holds.
-- KEYS paused
-- Reply 1 where it was paused, else 0
return redis.call('DEL', KEYS[1])
