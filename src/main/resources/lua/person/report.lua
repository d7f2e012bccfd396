#!lua flags=allow-oom
-- Reports what became of a text at its provider: keeps it with the time by this server's clock, and notes that the
-- recipient has opted out where the report says so, at once or when it is the second text with such a failure.
-- Guarantee: of one try, a report never follows one of higher or equal rank, so that repeating a report, or getting it
--   late, changes nothing. A report of another try takes its place unless that one has arrived. The keys end by
--   themselves, but for the opt-outs. Memory that is full keeps no STOP out.
-- KEYS delivery (hash); then, where the recipient is known: reported (zset of ids), undeliverable (zset of ids),
--   opted out (zset)
-- ARGV id, status, its rank, 1 where it is an arrival, code or '', the provider's id, time to keep it in ms,
--   failures that end all texts (0: none do), time to count them in ms, recipient
-- Reply {1 kept or 0 known already, 1 where it opted the recipient out}
local delivery, reported, undeliverable, opted_out = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local id, status, rank, arrival, code, provider_id = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4], ARGV[5], ARGV[6]
local ttl, failures, count_ttl, recipient = ARGV[7], tonumber(ARGV[8]), ARGV[9], ARGV[10]
local most_ids = 1000
local time = redis.call('TIME')
local now = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))

local known = redis.call('HMGET', delivery, 'provider_id', 'rank', 'arrival')
if known[1] == provider_id and tonumber(known[2]) >= rank then
  return {0, 0}
end
if known[1] and known[1] ~= provider_id and known[3] == '1' and arrival ~= '1' then
  return {0, 0}
end
redis.call('HSET', delivery, 'status', status, 'rank', rank, 'arrival', arrival, 'code', code,
  'provider_id', provider_id, 'at', now)
redis.call('PEXPIRE', delivery, ttl)
if not reported then
  return {1, 0}
end
redis.call('ZADD', reported, now, id)
redis.call('ZREMRANGEBYRANK', reported, 0, -most_ids - 1)
redis.call('PEXPIRE', reported, ttl)
if arrival == '1' then
  redis.call('DEL', undeliverable)
end
if failures > 1 then
  redis.call('ZADD', undeliverable, now, id)
  redis.call('ZREMRANGEBYRANK', undeliverable, 0, -failures - 1)
  redis.call('PEXPIRE', undeliverable, count_ttl)
end
if failures == 0 or (failures > 1 and redis.call('ZCARD', undeliverable) < failures) then
  return {1, 0}
end
return {1, redis.call('ZADD', opted_out, 'NX', now, recipient)}
