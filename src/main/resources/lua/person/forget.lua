#!lua flags=allow-oom
-- Removes the data that is kept about one recipient beside the messages.
-- Guarantee: other clients see all of it removed or none. Doing it twice is the same as once.
-- KEYS recipient (list: its limit), reported (zset of ids), undeliverable (zset of ids), opted_out (zset)
-- ARGV prefix of the keys of delivery reports, recipient, 1 to remove it from opted_out or 0 to keep it there
-- Reply {limits and counts removed, delivery reports removed, 1 if it was removed from opted_out}
local recipient_limit, reported, undeliverable, opted_out = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local deliveries, recipient, opt_out = ARGV[1], ARGV[2], ARGV[3]
local delivered = 0

for _, id in ipairs(redis.call('ZRANGE', reported, 0, -1)) do
  -- The key has the prefix of the queue, which leads to the same server in a cluster.
  delivered = delivered + redis.call('DEL', deliveries .. id)
end
redis.call('DEL', reported)
local counts = redis.call('DEL', recipient_limit) + redis.call('DEL', undeliverable)
return {counts, delivered, opt_out == '1' and redis.call('ZREM', opted_out, recipient) or 0}
