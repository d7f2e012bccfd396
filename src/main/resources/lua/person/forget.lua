#!lua flags=allow-oom
-- Removes the data that is kept about one recipient beside the messages. Where delivery reports are kept, it notes the
--   time, so that a copy of an earlier report does not bring back what was removed.
-- Guarantee: other clients see all of it removed or none. Doing it twice is the same as once.
-- KEYS recipient (list: its limit), reported (zset of ids), undeliverable (zset of ids), opted_out (zset), erased
--   (string)
-- ARGV prefix of the keys of delivery reports, recipient, 1 to remove it from opted_out or 0 to keep it there, time
--   in ms for which a delivery report is kept, or 0 for none
-- Reply {limits and counts removed, delivery reports removed, 1 if it was removed from opted_out}
local recipient_limit, reported, undeliverable, opted_out, erased = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local deliveries, recipient, opt_out, kept = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])
local delivered = 0

-- Noted first: an error after it leaves data to remove, none to bring back.
if kept > 0 then
  local time = redis.call('TIME')
  redis.call('SET', erased, string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000)), 'PX', kept)
end

for _, id in ipairs(redis.call('ZRANGE', reported, 0, -1)) do
  -- The key has the prefix of the queue, which leads to the same server in a cluster.
  delivered = delivered + redis.call('DEL', deliveries .. id)
end
redis.call('DEL', reported)
local counts = redis.call('DEL', recipient_limit) + redis.call('DEL', undeliverable)
return {counts, delivered, opt_out == '1' and redis.call('ZREM', opted_out, recipient) or 0}
