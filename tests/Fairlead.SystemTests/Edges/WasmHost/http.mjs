// HTTP/1.1 as it comes: targets and values reach the filter byte for byte, where a library would refuse or change some. Bodies are read by their Content-Length and dropped.

import net from "node:net";

const MAX_HEAD = 64 * 1024;

/** Listens, and answers each request by what the function makes of its headers and its peer. */
export function listen(host, port, answer, ready) {
  net.createServer(socket => {
    let received = Buffer.alloc(0);
    socket.on("error", () => socket.destroy());
    socket.on("data", data => {
      received = Buffer.concat([received, data]);
      for (;;) {
        const end = received.indexOf("\r\n\r\n");
        if (end < 0) {
          if (received.length > MAX_HEAD) socket.destroy();
          return;
        }
        const headers = read(received.subarray(0, end).toString("latin1"));
        if (headers === null) return socket.destroy();
        const length = Number(valueOf(headers, "content-length") ?? 0);
        if (received.length < end + 4 + length) return;
        received = received.subarray(end + 4 + length);
        const isPath = valueOf(headers, ":path").startsWith("/"); // what isn't Envoy answers itself: source/common/http/conn_manager_impl.cc, decodeHeaders
        socket.write(write(isPath ? answer(headers, peerOf(socket)) : { status: 404, headers: [], body: Buffer.alloc(0) }, valueOf(headers, ":method")));
      }
    });
  }).listen(port, host, ready);
}

/** The headers as Envoy has them: those of HTTP/2 first, names in lower case, lines of x-forwarded-for joined. Null: it is not HTTP. */
function read(head) {
  const [first, ...lines] = head.split("\r\n");
  const parts = /^([^ ]+) ([^ ]+) HTTP\/1\.1$/.exec(first);
  if (parts === null) return null;
  const headers = [[":authority", ""], [":path", parts[2]], [":method", parts[1]], [":scheme", "http"]];
  for (const line of lines) {
    const colon = line.indexOf(":");
    if (colon < 1) return null;
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).replace(/^[ \t]+|[ \t]+$/g, "");
    const earlier = name === "x-forwarded-for" ? headers.find(header => header[0] === name) : undefined;
    if (name === "host") headers[0][1] = value;
    else if (earlier !== undefined) earlier[1] += `,${value}`;
    else headers.push([name, value]);
  }
  return headers;
}

/** 192.0.2.1:4711 or [2001:db8::1]:4711, as Envoy writes addresses. */
function peerOf({ remoteAddress, remotePort }) {
  return remoteAddress.includes(":") ? `[${remoteAddress}]:${remotePort}` : `${remoteAddress}:${remotePort}`;
}

function valueOf(headers, name) {
  return headers.find(header => header[0] === name)?.[1];
}

function write({ status, headers, body }, method) {
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  const head = Buffer.from(`HTTP/1.1 ${status} Answered\r\n${lines}content-length: ${body.length}\r\n\r\n`, "latin1");
  return method === "HEAD" ? head : Buffer.concat([head, body]);
}
