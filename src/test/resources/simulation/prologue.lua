-- Put before a script by RealRedis: gives it the simulation's time in place of this server's, keeps expiries by that
-- time in sim:expiry, and lets one of its changes fail. The simulation adds two arguments: the time in µs, and the
-- number of the change that fails, or 0.
-- luacheck: ignore 211
local redis, ARGV = (function(real, arguments)
  local micros, fault = arguments[#arguments - 1], tonumber(arguments[#arguments])
  local own = {unpack(arguments, 1, #arguments - 2)}
  local changes, expiry = 0, 'sim:expiry'
  local reads = {TIME = true, EXISTS = true, TYPE = true, PEXPIRETIME = true, GET = true, GETRANGE = true, LLEN = true,
    LINDEX = true, LRANGE = true, LPOS = true, ZSCORE = true, ZMSCORE = true, ZCARD = true, ZCOUNT = true,
    ZRANGE = true, ZRANGEBYSCORE = true, HGET = true, HMGET = true, HGETALL = true, HLEN = true}
  local removes = {DEL = true, RPOP = true, LMOVE = true, LREM = true, LTRIM = true, ZREM = true, HDEL = true,
    ZREMRANGEBYRANK = true, ZREMRANGEBYSCORE = true}

  local function expire(key, at)
    real.call('ZADD', expiry, at, key)
  end

  local function now_ms()
    return math.floor(tonumber(micros) / 1000)
  end

  local function set(...)
    local kept, at = {}, nil
    local given = {...}
    local i = 1
    while i <= #given do
      if i > 3 and given[i] == 'PX' then
        at = string.format('%.0f', now_ms() + given[i + 1])
        i = i + 1
      elseif i > 3 and given[i] == 'PXAT' then
        at = given[i + 1]
        i = i + 1
      else
        kept[#kept + 1] = given[i]
      end
      i = i + 1
    end
    local only_new = false
    for k = 4, #kept do
      only_new = only_new or kept[k] == 'NX'
    end
    local there = real.call('EXISTS', given[2]) == 1
    local reply = real.call(unpack(kept))
    if not (only_new and there) then
      real.call('ZREM', expiry, given[2])
      if at then
        expire(given[2], at)
      end
    end
    return reply
  end

  local function run(...)
    local name, key, value = ...
    changes = changes + (reads[name] and 0 or 1)
    if changes == fault and not reads[name] then
      error({err = 'ERR simulated fault'})
    end
    if name == 'TIME' then
      local text = string.format('%.0f', tonumber(micros))
      local seconds = string.sub(text, 1, -7)
      return {seconds, tostring(tonumber(string.sub(text, -6)))}
    elseif name == 'PEXPIRE' then
      local there = real.call('EXISTS', key)
      if there == 1 then
        expire(key, string.format('%.0f', now_ms() + value))
      end
      return there
    elseif name == 'PEXPIRETIME' then
      if real.call('EXISTS', key) == 0 then
        return -2
      end
      return tonumber(real.call('ZSCORE', expiry, key) or -1)
    elseif name == 'SET' then
      return set(...)
    end
    local reply = real.call(...)
    -- The key may be gone now, and a new one of its name must not inherit its expiry.
    if removes[name] and real.call('ZSCORE', expiry, key) and real.call('EXISTS', key) == 0 then
      real.call('ZREM', expiry, key)
    end
    return reply
  end

  local function caught(...)
    local ok, reply = pcall(run, ...)
    if ok then
      return reply
    end
    return type(reply) == 'table' and reply or {err = tostring(reply)}
  end

  return {call = run, pcall = caught, sha1hex = real.sha1hex}, own
end)(redis, ARGV)
