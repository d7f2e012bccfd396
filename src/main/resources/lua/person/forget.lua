#!lua flags=allow-oom
-- Forgets what is kept about one recipient.
-- KEYS the recipient's limit (list); reported (zset of ids), undeliverable (zset of ids); opted out (zset)
-- ARGV what the keys of deliveries begin with; recipient; 1 to take it off the opted out, else 0
-- Reply {limits and counts removed, deliveries removed, 1 where it was taken off the opted out}
local limit, reported, undeliverable, opted_out = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local deliveries, recipient, opt_out = ARGV[1], ARGV[2], ARGV[3]
local delivered = 0

for _, id in ipairs(redis.call('ZRANGE', reported, 0, -1)) do
  -- Begins with the prefix of the queue, which is what leads to the server in a cluster.
  delivered = delivered + redis.call('DEL', deliveries .. id)
end
redis.call('DEL', reported)
local counts = redis.call('DEL', limit) + redis.call('DEL', undeliverable)
return {counts, delivered, opt_out == '1' and redis.call('ZREM', opted_out, recipient) or 0}
