#!lua flags=allow-oom
-- Permits sends: grants up to max_permits of a channel's rate limit, evenly spaced over all instances (GCRA).
-- Guarantee: no two grants are closer than the interval, except that a late one may be made up for by up to early.
--   After a change of the limit or of the clock no caller waits for longer than early and one interval. The key expires
--   once it says no more than a missing one.
-- KEYS rate (string: time at which the next permit is due by this server's clock, in µs)
-- ARGV max_permits, interval between two in µs, early: µs by which one may come early
-- Reply {permits granted, µs until the next one}
local rate = KEYS[1]
local max_permits, interval, early = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local due = math.max(now, tonumber(redis.call('GET', rate) or nil) or now)

-- If it is later than any grant leaves it, the clock has gone back since or the limit was lower.
due = math.min(due, now + early + interval)
local granted = 0
if due <= now + early then
  granted = math.min(max_permits, math.floor((now + early - due) / interval) + 1)
end
due = due + granted * interval
-- Without a grant too: a time that was too late would be too late at each later call.
redis.call('SET', rate, string.format('%.0f', due), 'PX', math.ceil((due - now) / 1000) + 1)
return {granted, math.max(0, due - early - now)}
