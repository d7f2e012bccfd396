#!lua flags=allow-oom
-- Admits one message to its recipients, where each of them has had fewer than so many within the time of the limit.
-- Guarantee: all recipients or none; never more than the limit in any stretch of that time. A key ends by itself once
--   its last message does not count any more.
-- KEYS for each recipient: its latest admissions (list of µs by this server's clock, the newest first)
-- ARGV most messages, in so many µs
-- Reply 0 admitted, else µs until it may be
local most, window = tonumber(ARGV[1]), tonumber(ARGV[2])
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local wait = 0

for _, recipient in ipairs(KEYS) do
  local oldest = tonumber(redis.call('LINDEX', recipient, most - 1) or nil)
  if oldest then
    -- More than the window is left: the clock has gone back since.
    wait = math.max(wait, math.min(window, oldest + window - now))
  end
end
if wait > 0 then
  return wait
end
for _, recipient in ipairs(KEYS) do
  redis.call('LPUSH', recipient, string.format('%.0f', now))
  redis.call('LTRIM', recipient, 0, most - 1)
  redis.call('PEXPIRE', recipient, math.ceil(window / 1000))
end
return 0
