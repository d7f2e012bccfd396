#!lua
-- Enqueues the messages of one request, all or none, and remembers the request.
-- Guarantee: the same request again, as after a lost reply, enqueues nothing and gets the same answer. Both keys are
--   read first, so that a key of the wrong type refuses before anything is written. Without allow-oom: a full Redis
--   accepts no new message, and those it holds can still be drained.
-- KEYS pending (list), idempotency (string: digest and ids of the request)
-- ARGV max_pending or 0 for no limit, digest of the request, its ids, ttl of the request in ms, payload ...
-- Reply {0, ids} enqueued, {1, ids of the earlier call} enqueued before, {2, ''} the key is another request's,
--   {3, number of pending messages} too many
local pending, idempotency = KEYS[1], KEYS[2]
local max_pending, digest, ids, ttl = tonumber(ARGV[1]), ARGV[2], ARGV[3], ARGV[4]
local first = 5

local before = redis.call('GET', idempotency)
local depth = redis.call('LLEN', pending)
if before then
  if string.sub(before, 1, #digest + 1) == digest .. ' ' then
    return {1, string.sub(before, #digest + 2)}
  end
  return {2, ''}
end
if max_pending > 0 and depth + #ARGV - first + 1 > max_pending then
  return {3, tostring(depth)}
end

for i = first, #ARGV do
  redis.call('LPUSH', pending, ARGV[i])
end
redis.call('SET', idempotency, digest .. ' ' .. ids, 'PX', ttl)
return {0, ids}
