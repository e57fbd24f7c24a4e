-- Stands in for the stream handle that Envoy gives to Lua scripts, written from Envoy's documentation of its Lua filter: headers (get, getNumValues, getAtIndex), streamInfo, httpCall, respond, logErr.
-- Requests come in as lines of hex, and calls and responses go out as such: LuaStandIn.cs is at the other end.

local function text(hex) return (hex:sub(2):gsub("..", function(byte) return string.char(tonumber(byte, 16)) end)) end
local function hex(value) return "x" .. value:gsub(".", function(char) return string.format("%02X", char:byte()) end) end

local function read_headers(count)
  local list = {}
  for i = 1, count do
    local name, value = io.read("*l"):match("^(x%x*) (x%x*)$")
    list[i] = { text(name):lower(), text(value) }
  end
  return list
end

local function write(first, headers)
  local lines = {}
  for name, value in pairs(headers) do
    for _, one in ipairs(type(value) == "table" and value or { value }) do lines[#lines + 1] = hex(name) .. " " .. hex(one) end
  end
  io.write(first, " ", #lines, "\n")
  for _, line in ipairs(lines) do io.write(line, "\n") end
  io.flush()
end

local function headers_of(list)
  local function values(name)
    local found = {}
    for _, header in ipairs(list) do if header[1] == name:lower() then found[#found + 1] = header[2] end end
    return found
  end
  return {
    get = function(_, name) local found = values(name); if #found > 0 then return table.concat(found, ",") end end,
    getNumValues = function(_, name) return #values(name) end,
    getAtIndex = function(_, name, index) return values(name)[index + 1] end,
  }
end

local responded = {} -- respond ends a script

local function handle_of(peer, list)
  return {
    headers = function() return headers_of(list) end,
    streamInfo = function() return { downstreamDirectRemoteAddress = function() return peer end } end,
    logErr = function(_, message) io.write("log ", hex(message), "\n") end,
    httpCall = function(_, cluster, headers, body, timeout)
      assert(cluster == "fairlead" and body == nil and headers[":method"] and headers[":path"] and headers[":authority"])
      write("call " .. timeout, headers)
      local answer_body, count = io.read("*l"):match("^answer (x%x*) (%d+)$")
      local answer = {}
      for _, header in ipairs(read_headers(tonumber(count))) do answer[header[1]] = header[2] end
      return answer, text(answer_body)
    end,
    respond = function(_, headers, body)
      assert(tonumber(headers[":status"]) >= 200)
      write("respond " .. hex(body or ""), headers)
      error(responded)
    end,
  }
end

dofile(arg[1])
for line in io.lines() do
  local peer, count = line:match("^request (x%x*) (%d+)$")
  local ok, problem = pcall(envoy_on_request, handle_of(text(peer), read_headers(tonumber(count))))
  -- Of a script that fails Envoy logs the error, and the request goes on.
  if not ok and problem ~= responded then io.stderr:write(tostring(problem), "\n") end
  if ok or problem ~= responded then io.write("continue\n") io.flush() end
end
