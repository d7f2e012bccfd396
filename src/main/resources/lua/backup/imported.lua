#!lua flags=no-writes
-- Reads the progress of the import of a file.
-- Guarantee: both numbers are of the same moment.
-- KEYS import (hash)
-- Reply {number of the next message, number of all messages of the file}; -1 for each that is not known
local import = KEYS[1]

local function field(name)
  return tonumber(redis.call('HGET', import, name) or nil) or -1
end

return {field('next'), field('total')}
