// A stand-in for Envoy, which can't be had here: it runs the filter of an export as the Proxy-Wasm specification says, under Node's WebAssembly.
//   node host.mjs serve DIR            answers HTTP where DIR/envoy.yaml says
//   node host.mjs repeat DIR COUNT     asks the filter so many times, and says what memory and time that took
//   node host.mjs configure DIR FILE...  gives one VM each configuration in turn, and says whether it took it

import fs from "node:fs";
import { WasmVm } from "./abi.mjs";
import { load } from "./envoy.mjs";
import { listen } from "./http.mjs";

const [verb, folder, ...rest] = process.argv.slice(2);
const envoy = load(folder);
const vm = new WasmVm(envoy.filter);
if (verb !== "configure" && !vm.configure(envoy.configuration)) throw new Error(`the filter refuses its configuration: ${vm.logs}`);

switch (verb) {
  case "serve":
    listen(envoy.host, envoy.port, (headers, peer) => vm.answer(headers, peer), () => console.log("listening"));
    break;
  case "repeat":
    repeat(Number(rest[0]));
    break;
  case "configure":
    for (const file of rest) console.log(vm.configure(fs.readFileSync(file)) ? "taken" : `refused: ${vm.logs.at(-1)}`);
    break;
  default:
    throw new Error(`no such verb: ${verb}`);
}

function repeat(count) {
  const digest = "0123456789abcdef".repeat(4);
  const targets = [
    `/v2/pause/blobs/sha256:${digest}`, "/v2/pause/manifests/3.10?ns=registry.example.org&n=1", `/v2/${"l".repeat(6000)}/tags/list`, "/v2/", "/a//b", "/nothing/of/ours",
  ];
  const ask = number => vm.answer(
    [[":authority", "registry.example.org"], [":path", targets[number % targets.length]], [":method", "GET"], ["user-agent", "containerd/1.7"],
      ["x-forwarded-for", `${number % 224}.${number >> 8 & 255}.${number & 255}.1, 10.0.0.1`]],
    "127.0.0.1:4711");
  for (let i = 0; i < targets.length; i++) ask(i);
  const before = vm.memoryBytes;
  const began = process.hrtime.bigint();
  for (let i = 0; i < count; i++) ask(i);
  const nanoseconds = Number((process.hrtime.bigint() - began) / BigInt(count));
  console.log(JSON.stringify({ filterBytes: envoy.filter.length, configurationBytes: envoy.configuration.length, before, after: vm.memoryBytes, nanoseconds }));
}
