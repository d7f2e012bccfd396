#!lua flags=allow-oom
-- Claims messages: moves them from the right end of pending to processing, all with one new lease token.
-- Guarantee: a message is written to its new place before it leaves the old one. A payload with a byte-identical twin
--   in processing goes back to the left end of pending: a sorted set would merge the two. One that is too large goes to
--   dead_letter and is not returned. One claim returns at most max_bytes, so that a batch of large messages neither
--   blocks this server nor fills the worker's memory. Nothing is claimed while the channel is paused, whatever the
--   value of that key. No message in processing has the new token yet, even if the clock was set back.
-- Messages are read and moved in groups: one by one, each would cost three commands. A group of large ones is followed
--   by one of a single message, since a group is read before its size is known.
-- KEYS pending (list), processing (zset), dead_letter (list), paused (string)
-- ARGV max_messages to look at, max_bytes of a message
-- Reply {lease token, payloads put back as twins, payloads dead-lettered as too large, {payload, ...}, 1 if paused}
local pending, processing, dead_letter, paused = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local max_messages, max_bytes = tonumber(ARGV[1]), tonumber(ARGV[2])
local first_group, max_group, small_group = 4, 16, 65536
local time = redis.call('TIME')
local token = string.format('%.3f', time[1] * 1000 + time[2] / 1000)
local twins, too_large, claimed, bytes = 0, 0, {}, 0

if redis.call('EXISTS', paused) == 1 then
  return {token, 0, 0, {}, 1}
end

while redis.call('ZCOUNT', processing, token, token) > 0 do
  token = string.format('%.3f', token + 0.001)
end

-- Claims a group one by one, from the right. All are in processing already, with the new token or an older one.
local function claim_each(group)
  local is_claimed = {}
  for _, payload in ipairs(claimed) do
    is_claimed[payload] = true
  end
  for _, payload in ipairs(group) do
    if redis.call('ZSCORE', processing, payload) + 0 == token + 0 and not is_claimed[payload] then
      redis.call('RPOP', pending)
      is_claimed[payload] = true
      claimed[#claimed + 1] = payload
      bytes = bytes + #payload
    else
      redis.call('LMOVE', pending, pending, 'RIGHT', 'LEFT')
      twins = twins + 1
    end
  end
end

local looked_at, size = 0, first_group
while looked_at < max_messages do
  local read = redis.call('LRANGE', pending, -math.min(size, max_messages - looked_at), -1)
  if #read == 0 then
    break
  end
  local group, group_bytes, read_bytes, added = {}, 0, 0, {}
  for i = #read, 1, -1 do
    read_bytes = read_bytes + #read[i]
    if bytes + read_bytes <= max_bytes then
      group[#group + 1] = read[i]
      group_bytes = read_bytes
      added[#added + 1] = token
      added[#added + 1] = read[i]
    end
  end
  if #group == 0 and #read[#read] <= max_bytes then
    break
  elseif #group == 0 then
    redis.call('LPUSH', dead_letter, read[#read])
    redis.call('RPOP', pending)
    too_large = too_large + 1
    looked_at = looked_at + 1
  else
    if redis.call('ZADD', processing, 'NX', unpack(added)) == #group then
      redis.call('LTRIM', pending, 0, -#group - 1)
      for _, payload in ipairs(group) do
        claimed[#claimed + 1] = payload
      end
      bytes = bytes + group_bytes
    else
      claim_each(group)
    end
    looked_at = looked_at + #group
  end
  size = read_bytes <= small_group and math.min(size * 2, max_group) or 1
end
return {token, twins, too_large, claimed, 0}
