-- Sends the requests of a file (client address, path, kind; tab-separated) one after the other, over and over.
-- All of them are put together once, so that a request costs the load a table lookup.
-- Run as: wrk ... -s rotate.lua URL -- FILE

local requests, last = {}, 0

function init(args)
  for line in io.lines(args[1]) do
    local address, path = line:match("^([^\t]+)\t([^\t]+)")
    wrk.headers["X-Forwarded-For"] = address
    requests[#requests + 1] = wrk.format("GET", path)
  end
end

function request()
  last = last % #requests + 1
  return requests[last]
end
