#!lua flags=no-writes
-- Reads the oldest message of each kind for monitoring.
-- Guarantee: bounded by max_bytes. The fingerprint of a larger payload covers its beginning and its length, since
--   hashing all of it would block this server.
-- KEYS pending (list), processing (zset)
-- ARGV max_bytes of a payload to return
-- Reply {fingerprint of the next message to be claimed, its payload if it is small enough, age of the oldest lease in
--   ms}; '' for each that does not exist
local pending, processing = KEYS[1], KEYS[2]
local max_bytes = tonumber(ARGV[1])
local time = redis.call('TIME')
local fingerprint, payload, lease_age = '', '', ''

local head = redis.call('LINDEX', pending, -1)
if head then
  fingerprint = redis.sha1hex(string.sub(head, 1, max_bytes)) .. #head
  if #head <= max_bytes then
    payload = head
  end
end
local lease = redis.call('ZRANGEBYSCORE', processing, '-inf', '+inf', 'WITHSCORES', 'LIMIT', 0, 1)
if lease[2] then
  lease_age = string.format('%.3f', time[1] * 1000 + time[2] / 1000 - lease[2])
end
return {fingerprint, payload, lease_age}
