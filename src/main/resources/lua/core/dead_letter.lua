#!lua flags=allow-oom
-- Dead-letters a message: moves it from processing to the left end of dead_letter. If its outcome is unknown, the id
-- that its producer gave is marked as maybe sent: another message with this id may be the second of the same.
-- Guarantee: nothing happens unless the lease is the caller's. The new place is written first, and before it the mark.
-- KEYS processing (zset), dead_letter (list), sent (zset: id, scored with a time in ms; half a ms more: maybe)
-- ARGV lease token, payload, payload to keep in its place, id to mark or '', mark_ttl in ms
-- Reply 1 moved, 0 lease lost
local processing, dead_letter, sent = KEYS[1], KEYS[2], KEYS[3]
local token, payload, new_payload, id, mark_ttl = tonumber(ARGV[1]), ARGV[2], ARGV[3], ARGV[4], ARGV[5]

if tonumber(redis.call('ZSCORE', processing, payload) or nil) ~= token then
  return 0
end
if id ~= '' then
  local time = redis.call('TIME')
  redis.call('ZADD', sent, string.format('%.0f.5', time[1] * 1000 + math.floor(time[2] / 1000)), id)
  redis.call('PEXPIRE', sent, mark_ttl)
end
redis.call('LPUSH', dead_letter, new_payload)
return redis.call('ZREM', processing, payload)
