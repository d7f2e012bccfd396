#!lua flags=no-writes
-- Tells how far the import of a file came.
-- KEYS import (hash)
-- Reply {number that comes next, messages of the whole file}; -1 for what is not known
local function field(name)
  return tonumber(redis.call('HGET', KEYS[1], name) or nil) or -1
end

return {field('next'), field('total')}
