// What the stand-in needs of an envoy.yaml: where it listens, the filter's file and its configuration. Not a reader of YAML: it knows the lines that the export writes.

import fs from "node:fs";
import path from "node:path";

export function load(folder) {
  const yaml = fs.readFileSync(path.join(folder, "envoy.yaml"), "latin1");
  const one = expression => {
    const match = expression.exec(yaml);
    if (match === null) throw new Error(`envoy.yaml has no ${expression}`);
    return match;
  };
  const [, host, port] = one(/socket_address: \{address: "([^"]+)", port_value: (\d+)/);
  const [, file] = one(/local: \{filename: ([^}]+)\}/);
  const [, value] = one(/"@type": type\.googleapis\.com\/google\.protobuf\.BytesValue\n +value: "([A-Za-z0-9+/=]+)"/);
  return { host, port: Number(port), filter: fs.readFileSync(path.join(folder, file)), configuration: Buffer.from(value, "base64") };
}
