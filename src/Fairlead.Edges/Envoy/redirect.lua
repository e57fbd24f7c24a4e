-- Asks serve --edge where a request goes, and sends the client there.
-- Whatever fails lets the request go on: the routes send it to the upstream.

-- Every line of a header; nil where it is not there.
local function lines_of(headers, name)
  local count = headers:getNumValues(name)
  if count == 0 then return nil end
  local lines = {}
  for i = 0, count - 1 do lines[#lines + 1] = headers:getAtIndex(name, i) end
  return lines
end

function envoy_on_request(handle)
  local headers = handle:headers()
  local path = headers:get(":path")
  if path == nil then return end -- CONNECT

  -- 192.0.2.1:4711 or [2001:db8::1]:4711
  local peer = handle:streamInfo():downstreamDirectRemoteAddress():match("^%[?(.-)%]?:%d+$")
  local question = { ["x-real-ip"] = peer }
  for _, name in ipairs(HEADERS) do question[name] = lines_of(headers, name) end
  question["x-fairlead-forwarded-for"] = lines_of(headers, "x-forwarded-for") -- Envoy puts its own address into the other
  question["x-fairlead-peer"] = peer or "unknown"
  question["x-original-path"] = path
  question[":method"] = headers:get(":method")
  question[":path"] = "/edge/authority"
  question[":authority"] = headers:get(":authority")

  local answer, body = handle:httpCall("fairlead", question, nil, TIMEOUT)
  local status = tonumber(answer[":status"])
  if status == 200 and answer["location"] then
    handle:respond({ [":status"] = answer["x-redirect-status"], ["location"] = answer["location"], ["cache-control"] = "no-store" })
  elseif status >= 400 and status < 500 then
    handle:respond({ [":status"] = answer[":status"], ["allow"] = answer["allow"], ["content-type"] = answer["content-type"], ["cache-control"] = "no-store" }, body)
  elseif status ~= 200 then
    handle:logErr("serve --edge answered " .. status)
  end
end
