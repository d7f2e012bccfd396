#!lua flags=allow-oom
-- Keeps the delivery report of a message with the time by this server's clock, and records that the recipient has opted
-- out if the report says so: at once, or when it is the second message with such a failure.
-- Guarantee: for one attempt, a report never replaces one of higher or equal rank, so a repeated or late report changes
--   nothing, and neither does one of an SMS that was sent before the ttl, or before its recipient was erased, since
--   what it would repeat is forgotten. A report of a later attempt replaces it, unless the message has arrived and
--   this is no arrival; one of an earlier attempt does if it is the first arrival. So copies of the reports of two
--   attempts, repeated in turn, change nothing. The keys expire, except for the opt-outs. It runs when memory is full
--   too, so that no STOP is lost.
-- KEYS delivery (hash), then if the recipient is known: reported (zset of ids), undeliverable (zset of ids), opted_out
--   (zset), erased (string: time of the recipient's erasure in ms)
-- ARGV id, status, its rank, 1 if it is an arrival, code or '', the provider's id, ttl in ms, number of failures that
--   opt out (0: none do), ttl of counted failures in ms, recipient, time of the hand-over in ms
-- Reply {1 kept or 0 known before, 1 if it opted the recipient out}
local delivery, reported, undeliverable, opted_out, erased = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local id, status, rank, arrival, code, provider_id = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4], ARGV[5], ARGV[6]
local ttl, failures, count_ttl, recipient, sent = ARGV[7], tonumber(ARGV[8]), ARGV[9], ARGV[10], tonumber(ARGV[11])
local max_ids = 1000
local time = redis.call('TIME')
local now = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))

local forgotten = erased and tonumber(redis.call('GET', erased) or nil) or 0
if sent < now - ttl or sent <= forgotten then
  return {0, 0}
end
local known = redis.call('HMGET', delivery, 'provider_id', 'rank', 'arrival', 'sent')
if known[1] == provider_id and tonumber(known[2]) >= rank then
  return {0, 0}
end
if known[1] and known[1] ~= provider_id then
  local arrived, earlier = known[3] == '1', sent < (tonumber(known[4]) or 0)
  if (arrived and arrival ~= '1') or (earlier and (arrived or arrival ~= '1')) then
    return {0, 0}
  end
end
redis.call('HSET', delivery, 'status', status, 'rank', rank, 'arrival', arrival, 'code', code,
  'provider_id', provider_id, 'at', now, 'sent', ARGV[11])
redis.call('PEXPIRE', delivery, ttl)
if not reported then
  return {1, 0}
end
redis.call('ZADD', reported, now, id)
redis.call('ZREMRANGEBYRANK', reported, 0, -max_ids - 1)
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
