#!lua
-- Enqueues the messages of one request, all or none, and remembers that it did.
-- Guarantee: the same request again, as after a lost reply, enqueues nothing and is answered as before. Both keys are
--   read first, so that one of the wrong type refuses before anything is written. Without allow-oom: a full Redis takes
--   nothing new in, and what it holds can still be drained.
-- KEYS pending (list), idempotency (string): digest and ids of the request
-- ARGV most pending messages or 0 for any number, digest of the request, its ids, ms to remember it, payload ...
-- Reply {0, ids}: enqueued; {1, ids of then}: was enqueued before; {2, ''}: the key is another request's;
--   {3, pending messages}: too many
local pending, idempotency = KEYS[1], KEYS[2]
local most, digest, ids, remembered = tonumber(ARGV[1]), ARGV[2], ARGV[3], ARGV[4]
local first = 5

local before = redis.call('GET', idempotency)
local depth = redis.call('LLEN', pending)
if before then
  if string.sub(before, 1, #digest + 1) == digest .. ' ' then
    return {1, string.sub(before, #digest + 2)}
  end
  return {2, ''}
end
if most > 0 and depth + #ARGV - first + 1 > most then
  return {3, tostring(depth)}
end

for i = first, #ARGV do
  redis.call('LPUSH', pending, ARGV[i])
end
redis.call('SET', idempotency, digest .. ' ' .. ids, 'PX', remembered)
return {0, ids}
