#!lua flags=allow-oom
-- Admits one message to its recipients if each of them has had fewer than the limit within its window.
-- Guarantee: all recipients or none; never more than the limit in any window. A key expires once its last message no
--   longer counts.
-- KEYS for each recipient: its latest admissions (list of µs by this server's clock, the newest first)
-- ARGV max_messages, window in µs
-- Reply 0 admitted, otherwise µs until it may be
local max_messages, window = tonumber(ARGV[1]), tonumber(ARGV[2])
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local wait = 0

for _, recipient in ipairs(KEYS) do
  local oldest = tonumber(redis.call('LINDEX', recipient, max_messages - 1) or nil)
  if oldest then
    -- If more than the window is left, the clock has gone back since.
    wait = math.max(wait, math.min(window, oldest + window - now))
  end
end
if wait > 0 then
  return wait
end
for _, recipient in ipairs(KEYS) do
  redis.call('LPUSH', recipient, string.format('%.0f', now))
  redis.call('LTRIM', recipient, 0, max_messages - 1)
  redis.call('PEXPIRE', recipient, math.ceil(window / 1000))
end
return 0
