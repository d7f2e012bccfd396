-- Prints what Lua programs push: title, channel and payload in hex, separated by tabs.
local cjson = require "cjson"
local function show(channel, title, payload)
  local hex = payload:gsub(".", function(c) return ("%02x"):format(c:byte()) end)
  print(("Lua: %s\t%s\thex:%s"):format(title, channel, hex))
end
show("email", "cjson.encode", '{"to":"ann@example.com","subject":' .. cjson.encode("a/b") .. ',"body":' .. cjson.encode("Hello") .. "}")
show("email", "an empty table", '{"to":"ann@example.com","subject":"Hi","body":"Hello","cc":' .. cjson.encode({}) .. "}")
show("email", "a table with a gap", '{"subject":"Hi","body":"Hello","to":' .. cjson.encode({ [2] = "ann@example.com" }) .. "}")
show("email", "cjson.null", '{"to":"ann@example.com","subject":"Hi","body":"Hello","cc":' .. cjson.encode(cjson.null) .. "}")
show("email", "a float that is whole", '{"to":"ann@example.com","subject":"Hi","body":"Hello","maxRetries":' .. cjson.encode(3.0) .. "}")
show("email", "milliseconds as a float", '{"to":"ann@example.com","subject":"Hi","body":"Hello","sendAt":' .. cjson.encode(1953194400000.0) .. "}")
